// Stands in for PdfPig 0.1.11: the subset the application uses, the same names; pages and text come from poppler's tools.
using System.Globalization;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace UglyToad.PdfPig;

/// <summary>An open PDF.</summary>
public class PdfDocument : IDisposable
{
    private readonly string path;
    private string[]? texts;

    private PdfDocument(string path, int pages, string? title)
    {
        this.path = path;
        NumberOfPages = pages;
        Information = new DocumentInformation(title);
    }

    public DocumentInformation Information { get; }

    public int NumberOfPages { get; }

    public static PdfDocument Open(byte[] fileBytes, ParsingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileBytes);
        var file = Path.Combine(Path.GetTempPath(), $"pdf-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(file, fileBytes);
        try
        {
            var facts = Poppler.Run("pdfinfo", "-enc", "UTF-8", file).Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
                .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1].Trim());
            return facts.TryGetValue("Pages", out var pages)
                ? new PdfDocument(file, int.Parse(pages, CultureInfo.InvariantCulture), facts.GetValueOrDefault("Title"))
                : throw new PdfDocumentFormatException("The file has no pages.");
        }
        catch (Exception exception)
        {
            File.Delete(file);
            throw exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase)
                ? new PdfDocumentEncryptedException("The file needs a password.")
                : exception;
        }
    }

    public Page GetPage(int pageNumber)
    {
        texts ??= Poppler.Run("pdftotext", "-enc", "UTF-8", path, "-").Split('\f');
        return pageNumber >= 1 && pageNumber <= NumberOfPages
            ? new Page(pageNumber, pageNumber <= texts.Length ? texts[pageNumber - 1] : "")
            : throw new ArgumentOutOfRangeException(nameof(pageNumber));
    }

    public IEnumerable<Page> GetPages()
    {
        for (var number = 1; number <= NumberOfPages; number++)
        {
            yield return GetPage(number);
        }
    }

    public void Dispose()
    {
        File.Delete(path);
        GC.SuppressFinalize(this);
    }
}
