using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EventAi.Services.Tests.Ingestion;

/// <summary>Documents of binary formats, made by hand: whole ones, and ones that want to do harm.</summary>
internal static class DocumentFiles
{
    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    public static byte[] Docx() => Zip(
        ("word/document.xml", Encoding.UTF8.GetBytes($"""
            <w:document {Word}><w:body>
            <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Rules</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">Fly </w:t></w:r><w:r><w:t>economy.</w:t></w:r></w:p>
            <w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Hotels</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>City</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Limit</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:p><w:r><w:t>Paris</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>180</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            </w:body></w:document>
            """)),
        ("word/styles.xml", Encoding.UTF8.GetBytes($"<w:styles {Word}><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>")),
        ("docProps/core.xml", "<p xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Travel</dc:title></p>"u8.ToArray()));

    /// <summary>A Word document whose text is nothing but spaces, so many of them that its archive is a thousandth of it.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = archive.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open())
        {
            part.Write(Encoding.UTF8.GetBytes($"<w:document {Word}><w:body><w:p><w:r><w:t>"));
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)' ');
            for (var i = 0; i < megabytes; i++)
            {
                part.Write(block);
            }
            part.Write("</w:t></w:r></w:p></w:body></w:document>"u8);
        }
        return stream.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A PDF (ISO 32000-1) of so many pages, each with a running title, a page number and one sentence.</summary>
    public static byte[] Pdf(int pages)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(static page => $"{4 + (page * 2)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        };
        for (var page = 1; page <= pages; page++)
        {
            var content = $"BT /F1 10 Tf 50 800 Td (Running title) Tj 0 -60 Td (Section {page} of the manual is about valve {page}.) Tj 0 -640 Td (Page {page} of {pages}) Tj ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {objects.Count + 2} 0 R >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
