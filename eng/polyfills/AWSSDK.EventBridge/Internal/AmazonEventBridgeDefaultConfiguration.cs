using Amazon.Runtime;

namespace Amazon.EventBridge.Internal;

/// <summary>The SDK's default modes; they differ in how long a connection may take to open.</summary>
internal static class AmazonEventBridgeDefaultConfiguration
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Mode(DefaultConfigurationMode.Standard, TimeSpan.FromMilliseconds(3100)),
        Mode(DefaultConfigurationMode.InRegion, TimeSpan.FromMilliseconds(1100)),
        Mode(DefaultConfigurationMode.CrossRegion, TimeSpan.FromMilliseconds(3100)),
        Mode(DefaultConfigurationMode.Mobile, TimeSpan.FromSeconds(30)),
        Mode(DefaultConfigurationMode.Auto, TimeSpan.FromMilliseconds(1100)),
    ];

    private static IDefaultConfiguration Mode(DefaultConfigurationMode name, TimeSpan connect) => new DefaultConfiguration
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = connect,
        TlsNegotiationTimeout = connect,
    };
}
