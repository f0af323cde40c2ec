namespace UglyToad.PdfPig.Content;

public class Page
{
    internal Page(int number, string text)
    {
        Number = number;
        Text = text;
    }

    public int Number { get; }

    public string Text { get; }
}
