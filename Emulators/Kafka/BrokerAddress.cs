using System.Globalization;

namespace EventAi.Emulators.Kafka;

/// <summary>Host and TCP port that clients are told to connect to.</summary>
public sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>Reads "host:port", an IPv6 address in brackets.</summary>
    public static bool TryParse(string text, out BrokerAddress? address)
    {
        var colon = text.LastIndexOf(':');
        address = colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new BrokerAddress(text[..colon].Trim('[', ']'), port)
            : null;
        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
