using System.Net;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary><c>{"cidr": "10.0.0.0/24"}</c>, IPv4 and IPv6.</summary>
internal static class CidrRange
{
    public static Func<Json, bool> Parse(Json operand)
    {
        var text = operand.AsString() ?? throw new PatternException("prefix match pattern must be a string", operand);
        var parts = text.Split('/');
        if (parts.Length != 2)
        {
            throw new PatternException("Malformed CIDR, one '/' required");
        }
        if (!int.TryParse(parts[1], out var bits))
        {
            throw new PatternException("Malformed CIDR, mask bits must be an integer");
        }
        if (!IPAddress.TryParse(parts[0], out var address) || (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && parts[0].Count(static character => character == '.') != 3))
        {
            throw new PatternException($"Nonstandard IP address: {parts[0]}");
        }
        var network = address.GetAddressBytes();
        if (bits < 0 || bits > network.Length * 8)
        {
            throw new PatternException($"Malformed CIDR, mask bits must be between 0 and {network.Length * 8}");
        }
        return value => value.AsString() is { } given && IPAddress.TryParse(given, out var candidate) && Within(candidate.GetAddressBytes(), network, bits);
    }

    private static bool Within(byte[] address, byte[] network, int bits)
    {
        if (address.Length != network.Length)
        {
            return false;
        }
        for (var i = 0; i < bits; i++)
        {
            var mask = 0x80 >> (i % 8);
            if ((address[i / 8] & mask) != (network[i / 8] & mask))
            {
                return false;
            }
        }
        return true;
    }
}
