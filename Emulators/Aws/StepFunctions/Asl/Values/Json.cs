using System.Diagnostics.CodeAnalysis;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>
/// A JSON value that never changes once it is handed out, so that inputs, outputs and history share it without copies.
/// "Absent" is a null reference, unlike <see cref="Null"/>.
/// </summary>
public abstract class Json : IEquatable<Json>
{
    private int _bytes = -1;

    public static Json Null { get; } = new JsonNull();

    public static Json True { get; } = new JsonBoolean(true);

    public static Json False { get; } = new JsonBoolean(false);

    public abstract JsonKind Kind { get; }

    /// <summary>Length of <see cref="Text"/> in UTF-8 bytes.</summary>
    public int Bytes => _bytes >= 0 ? _bytes : _bytes = Raw is null ? Measure() : System.Text.Encoding.UTF8.GetByteCount(Raw);

    /// <summary>Compact JSON, or the very text a document was read from: Step Functions hands an untouched document on as it was written.</summary>
    public string Text => Raw ?? JsonText.Write(this);

    internal string? Raw { get; private set; }

    /// <summary>The same value without the text it was read from.</summary>
    internal Json Compact => Raw is null ? this : JsonText.Read(JsonText.Write(this));

    /// <summary>An array whose text holds the very texts of its items.</summary>
    internal static JsonArray OfDocuments(Json[] items)
    {
        var array = new JsonArray(items);
        if (Array.Exists(items, static item => item.Raw is not null))
        {
            array.Raw = $"[{string.Join(',', items.Select(static item => item.Text))}]";
        }
        return array;
    }

    /// <summary>A member by name; null where this is no object or has none.</summary>
    public virtual Json? this[string name] => null;

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Json?(string? value) => value is null ? null : new JsonString(value);

    public static implicit operator Json(double value) => new JsonNumber(value);

    public static implicit operator Json(bool value) => value ? True : False;

    /// <exception cref="JsonFormatException">The text is not one JSON document.</exception>
    public static Json Parse(string text) => JsonText.Read(text);

    /// <summary>Parses a document and keeps its own text where that is not the compact one.</summary>
    public static Json ParseDocument(string text)
    {
        var value = JsonText.Read(text);
        if (!string.Equals(text, JsonText.Write(value), StringComparison.Ordinal))
        {
            value.Raw = text;
        }
        return value;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Json? value)
    {
        try
        {
            value = JsonText.Read(text);
            return true;
        }
        catch (JsonFormatException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>The characters of a string; null for every other kind.</summary>
    public string? AsString() => (this as JsonString)?.Value;

    /// <summary>The number; null for every other kind.</summary>
    public double? AsNumber() => (this as JsonNumber)?.Value;

    public bool? AsBoolean() => (this as JsonBoolean)?.Value;

    public abstract bool Equals(Json? other);

    public override bool Equals(object? obj) => Equals(obj as Json);

    public override int GetHashCode() => (int)Kind;

    public override string ToString() => Text;

    private protected abstract int Measure();
}
