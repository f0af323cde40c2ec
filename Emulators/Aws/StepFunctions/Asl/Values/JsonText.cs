using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>Reads and writes JSON texts. Written: no space, and only what must be escaped is.</summary>
internal static class JsonText
{
    private const int Deepest = 512;

    public static Json Read(string text)
    {
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var count = Encoding.UTF8.GetBytes(text, bytes);
            var reader = new Utf8JsonReader(bytes.AsSpan(0, count), new JsonReaderOptions { MaxDepth = Deepest });
            if (!reader.Read())
            {
                throw new JsonFormatException("The text is empty");
            }
            var value = Value(ref reader);
            if (reader.Read())
            {
                throw new JsonFormatException("There is more than one value");
            }
            return value;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new JsonFormatException(exception.Message, exception);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public static string Write(Json value)
    {
        switch (value)
        {
            case JsonNumber number:
                return number.Written;
            case JsonNull:
                return "null";
            case JsonBoolean boolean:
                return boolean.Value ? "true" : "false";
        }
        var builder = new StringBuilder();
        Append(builder, value);
        return builder.ToString();
    }

    public static void Append(StringBuilder builder, Json value)
    {
        switch (value)
        {
            case JsonString text:
                Quote(builder, text.Value);
                break;
            case JsonArray array:
                builder.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    if (i > 0)
                    {
                        builder.Append(',');
                    }
                    Append(builder, array[i]);
                }
                builder.Append(']');
                break;
            case JsonObject members:
                builder.Append('{');
                var first = true;
                foreach (var (name, member) in members)
                {
                    if (!first)
                    {
                        builder.Append(',');
                    }
                    first = false;
                    Quote(builder, name);
                    builder.Append(':');
                    Append(builder, member);
                }
                builder.Append('}');
                break;
            case { Kind: JsonKind.Function }:
                builder.Append("\"\"");
                break;
            default:
                builder.Append(Write(value));
                break;
        }
    }

    public static void Quote(StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"':
                    builder.Append("\\\"");
                    break;
                case '\\':
                    builder.Append("\\\\");
                    break;
                case '\n':
                    builder.Append("\\n");
                    break;
                case '\r':
                    builder.Append("\\r");
                    break;
                case '\t':
                    builder.Append("\\t");
                    break;
                case '\b':
                    builder.Append("\\b");
                    break;
                case '\f':
                    builder.Append("\\f");
                    break;
                case < ' ':
                    builder.Append("\\u00").Append(((int)character).ToString("X2"));
                    break;
                default:
                    builder.Append(character);
                    break;
            }
        }
        builder.Append('"');
    }

    public static int QuotedBytes(string text)
    {
        var bytes = 2 + Encoding.UTF8.GetByteCount(text);
        foreach (var character in text)
        {
            bytes += character switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' or '\b' or '\f' => 1,
                < ' ' => 5,
                _ => 0,
            };
        }
        return bytes;
    }

    private static Json Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Json.Null;
            case JsonTokenType.True:
                return Json.True;
            case JsonTokenType.False:
                return Json.False;
            case JsonTokenType.Number:
                return new JsonNumber(reader.GetDouble(), reader.ValueSpan.SequenceEqual("-0"u8) ? "0" : Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                return new JsonString(reader.GetString()!);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(Value(ref reader));
                }
                return array;
            default:
                var members = new JsonObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add(name, Value(ref reader));
                }
                return members;
        }
    }
}
