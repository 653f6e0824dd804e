using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Serving;

/// <summary>Where the gateway listens.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <exception cref="SettingsException">The host is neither an IP address nor localhost.</exception>
    public static ListenAddress Of(ServerOptions options) =>
        options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new(IPAddress.Loopback, options.Port)
        : IPAddress.TryParse(options.Host, out var address) ? new(address, options.Port)
        : throw new SettingsException(
            [new("Server:Host", options.Host, "settings", "must be an IP address of this machine, or localhost")]);

    /// <summary>As <c>listening on</c> says it.</summary>
    public string Url => UrlOf(Address, Port);

    /// <summary>Where a client on this machine finds it: "every address" is none that can be called.</summary>
    public string ClientUrl => UrlOf(
        Address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : Address, Port);

    private static string UrlOf(IPAddress address, int port)
    {
        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}");
    }
}
