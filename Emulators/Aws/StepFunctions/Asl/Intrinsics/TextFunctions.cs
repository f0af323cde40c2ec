using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

internal static class TextFunctions
{
    private const int LongestEncoded = 10_000;

    public static Json Base64Encode(Json[] arguments, Evaluation evaluation)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes(Limited(IntrinsicFunctions.AsText(arguments[0]))));

    public static Json Base64Decode(Json[] arguments, Evaluation evaluation)
    {
        var text = Limited(IntrinsicFunctions.AsText(arguments[0]));
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw new IntrinsicException("The argument is not valid Base64");
    }

    public static Json Hash(Json[] arguments, Evaluation evaluation)
    {
        var data = Encoding.UTF8.GetBytes(Limited(arguments[0].AsString() ?? arguments[0].Text));
        return Hash(data, IntrinsicFunctions.AsText(arguments[1])) ?? throw new IntrinsicException("The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    }

    /// <summary>In hexadecimal; null for an unknown algorithm.</summary>
    public static string? Hash(byte[] data, string algorithm) => algorithm switch
    {
        "MD5" => Convert.ToHexStringLower(MD5.HashData(data)),
        "SHA-1" => Convert.ToHexStringLower(SHA1.HashData(data)),
        "SHA-256" => Convert.ToHexStringLower(SHA256.HashData(data)),
        "SHA-384" => Convert.ToHexStringLower(SHA384.HashData(data)),
        "SHA-512" => Convert.ToHexStringLower(SHA512.HashData(data)),
        _ => null,
    };

    /// <summary>Every character of the second argument is a delimiter; empty parts are left out.</summary>
    public static Json Split(Json[] arguments, Evaluation evaluation)
    {
        var (text, delimiters) = (IntrinsicFunctions.AsText(arguments[0]), IntrinsicFunctions.AsText(arguments[1]));
        string[] parts = delimiters.Length == 0
            ? [.. text.Select(static character => character.ToString())]
            : text.Split(delimiters.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
        return new JsonArray(parts.Select(static part => (Json)part));
    }

    public static Json Format(Json[] arguments, Evaluation evaluation)
    {
        var template = IntrinsicFunctions.AsText(arguments[0]);
        var result = new StringBuilder();
        var next = 1;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '\\' && i + 1 < template.Length)
            {
                result.Append(template[++i]);
            }
            else if (template[i] == '{' && i + 1 < template.Length && template[i + 1] == '}')
            {
                if (next == arguments.Length)
                {
                    throw new IntrinsicException("number of arguments do not match the occurrences of {}");
                }
                Append(result, arguments[next++]);
                i++;
            }
            else
            {
                result.Append(template[i]);
            }
        }
        return next == arguments.Length ? result.ToString() : throw new IntrinsicException("number of arguments do not match the occurrences of {}");
    }

    /// <summary>As Java writes maps and lists.</summary>
    private static void Append(StringBuilder result, Json value)
    {
        switch (value)
        {
            case JsonString text:
                result.Append(text.Value);
                break;
            case JsonArray array:
                result.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    result.Append(i > 0 ? ", " : "");
                    Append(result, array[i]);
                }
                result.Append(']');
                break;
            case JsonObject members:
                result.Append('{');
                var separator = "";
                foreach (var (name, member) in members)
                {
                    result.Append(separator).Append(name).Append('=');
                    Append(result, member);
                    separator = ", ";
                }
                result.Append('}');
                break;
            default:
                result.Append(value.Text);
                break;
        }
    }

    private static string Limited(string text)
        => text.Length <= LongestEncoded ? text : throw new IntrinsicException($"The argument must not be longer than {LongestEncoded} characters");
}
