namespace UglyToad.PdfPig.Content;

public class DocumentInformation
{
    internal DocumentInformation(string? title) => Title = title;

    public string? Title { get; }
}
