using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// A mail message (RFC 5322, MIME RFC 2045 to 2047): subject as title, the date, who wrote to whom, and the text; of alternatives the plain
/// one. Attachments are named, not read; a message within it is read.
/// </summary>
internal static partial class MailParser
{
    private const int MaxDepth = 8;
    private const int MaxParts = 200;

    public static void Parse(SectionBuilder sections, ReadOnlySpan<byte> bytes)
    {
        // One character a byte: what each part's charset makes of them is seen when the part is known.
        var raw = Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n");
        var message = Entity.Read(raw);
        if (!message.Headers.ContainsKey("from") && !message.Headers.ContainsKey("subject") && !message.Headers.ContainsKey("received"))
        {
            throw new DocumentLimitException("The bytes are no mail message: neither From, Subject nor Received is among its headers.");
        }
        var parts = 0;
        Message(sections, message, depth: 0, ref parts);
    }

    private static void Message(SectionBuilder sections, Entity message, int depth, ref int parts)
    {
        if (message.Header("subject") is { Length: > 0 } subject)
        {
            sections.Heading(depth + 1, subject);
        }
        if (depth == 0)
        {
            sections.PublishedAt = PublicationDate.Parse(message.Header("date"));
        }
        string[] shown = ["From", "To", "Cc", "Date"];
        sections.Paragraph(string.Join('\n', shown.Where(name => message.Header(name.ToLowerInvariant()).Length > 0).Select(name => $"{name}: {message.Header(name.ToLowerInvariant())}")));
        Body(sections, message, depth, ref parts);
    }

    private static void Body(SectionBuilder sections, Entity entity, int depth, ref int parts)
    {
        if (depth > MaxDepth || ++parts > MaxParts)
        {
            throw new DocumentLimitException($"The message has more than {MaxParts} parts or is nested more than {MaxDepth} deep.");
        }
        var type = entity.MediaType;
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var children = entity.Parts();
            if (type == "multipart/alternative" && children.Count > 0)
            {
                Body(sections, children.Find(static part => part.MediaType == MediaTypes.Text) ?? children[^1], depth + 1, ref parts);
                return;
            }
            foreach (var child in children)
            {
                Body(sections, child, depth + 1, ref parts);
            }
        }
        else if (type == MediaTypes.Mail)
        {
            Message(sections, Entity.Read(entity.Body), depth + 1, ref parts);
        }
        else if (entity.FileName is { Length: > 0 } name)
        {
            sections.Paragraph($"Attachment: {name}");
        }
        else if (type is MediaTypes.Text or MediaTypes.Html && TextDecoder.Decode(entity.Content(), entity.Charset) is { } text)
        {
            if (type == MediaTypes.Html)
            {
                HtmlTextParser.Parse(sections, text);
            }
            else
            {
                PlainTextParser.Parse(sections, text);
            }
        }
    }

    /// <summary>"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=" (RFC 2047); words that cannot be decoded stay.</summary>
    private static string Decoded(string header) => EncodedWord().Replace(BetweenWords().Replace(header, ""), static match =>
    {
        var text = match.Groups["text"].Value;
        var bytes = match.Groups["kind"].Value is "B" or "b" ? Base64(text) : QuotedPrintable(text.Replace('_', ' '));
        return TextDecoder.Named(match.Groups["charset"].Value) is { } encoding ? Safe(encoding, bytes) : match.Value;
    });

    private static string Safe(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }

    private static byte[] Base64(string text)
    {
        var compact = Encoding.ASCII.GetBytes(string.Concat(text.Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/')));
        var usable = compact.Length - (compact.Length % 4 == 1 ? 1 : 0);
        byte[] padded = [.. compact.AsSpan(0, usable), .. "=="u8[..((4 - (usable % 4)) % 4)]];
        var bytes = new byte[padded.Length / 4 * 3];
        _ = System.Buffers.Text.Base64.DecodeFromUtf8(padded, bytes, out _, out var written);
        return bytes[..written];
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }
            else if (i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)'=');
            }
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,40})\?(?<kind>[BbQq])\?(?<text>[^?\s]*)\?=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenWords();

    [GeneratedRegex("""(?<name>[A-Za-z0-9*\-]+)\s*=\s*(?:"(?<value>(?:[^"\\]|\\.)*)"|(?<value>[^\s;]+))""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed record Entity(Dictionary<string, string> Headers, string Body)
    {
        public string MediaType => Headers.TryGetValue("content-type", out var type) ? type.Split(';')[0].Trim().ToLowerInvariant() : MediaTypes.Text;

        public string? Charset => Attribute("content-type", "charset");

        public string? FileName => Attribute("content-disposition", "filename") ?? Attribute("content-type", "name");

        public static Entity Read(string raw)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var end = raw.StartsWith('\n') ? 0 : raw.IndexOf("\n\n", StringComparison.Ordinal);
            var head = end < 0 ? raw : raw[..end];
            string? name = null;
            foreach (var line in head.Split('\n'))
            {
                if (line.Length > 0 && line[0] is ' ' or '\t' && name is not null)
                {
                    headers[name] += " " + line.Trim();
                }
                else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                {
                    name = line[..colon].Trim().ToLowerInvariant();
                    name = headers.TryAdd(name, line[(colon + 1)..].Trim()) ? name : null;
                }
            }
            return new Entity(headers, end < 0 ? "" : raw[(end + (end == 0 ? 1 : 2))..]);
        }

        /// <summary>As people read it; a header of bytes above ASCII is taken for UTF-8 (RFC 6532).</summary>
        public string Header(string name)
            => Headers.TryGetValue(name, out var value) ? Decoded(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value))) : "";

        public byte[] Content() => (Headers.TryGetValue("content-transfer-encoding", out var encoding) ? encoding.Trim().ToLowerInvariant() : "") switch
        {
            "base64" => Base64(Body),
            "quoted-printable" => QuotedPrintable(Body),
            _ => Encoding.Latin1.GetBytes(Body),
        };

        public List<Entity> Parts()
        {
            if (Attribute("content-type", "boundary") is not { Length: > 0 } boundary)
            {
                return [];
            }
            var pieces = $"\n{Body}".Split($"\n--{boundary}");
            return [.. pieces.Skip(1).TakeWhile(static piece => !piece.StartsWith("--", StringComparison.Ordinal)).Take(MaxParts + 1)
                .Select(static piece => Read(piece[Math.Min(piece.Length, piece.IndexOf('\n', StringComparison.Ordinal) + 1)..]))];
        }

        private string? Attribute(string header, string name)
            => Headers.TryGetValue(header, out var value)
                ? Parameter().Matches(value).FirstOrDefault(match => match.Groups["name"].Value.TrimEnd('*').Equals(name, StringComparison.OrdinalIgnoreCase))?.Groups["value"].Value
                : null;
    }
}
