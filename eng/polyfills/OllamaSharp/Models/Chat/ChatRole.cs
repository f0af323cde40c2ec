// Stands in for OllamaSharp 5.4.25.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSharp.Models.Chat;

[JsonConverter(typeof(ChatRoleConverter))]
public readonly struct ChatRole : IEquatable<ChatRole>
{
    private readonly string value;

    public ChatRole(string? role)
    {
        ArgumentNullException.ThrowIfNull(role);
        value = role;
    }

    public static ChatRole System { get; } = new("system");

    public static ChatRole Assistant { get; } = new("assistant");

    public static ChatRole User { get; } = new("user");

    public static ChatRole Tool { get; } = new("tool");

    public static implicit operator ChatRole(string value) => new(value);

    public static bool operator ==(ChatRole left, ChatRole right) => left.Equals(right);

    public static bool operator !=(ChatRole left, ChatRole right) => !left.Equals(right);

    public bool Equals(ChatRole other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is ChatRole other && Equals(other);

    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    public override string ToString() => value;
}

internal sealed class ChatRoleConverter : JsonConverter<ChatRole>
{
    public override ChatRole Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => new(reader.GetString() ?? throw new JsonException("A role is a string."));

    public override void Write(Utf8JsonWriter writer, ChatRole value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
