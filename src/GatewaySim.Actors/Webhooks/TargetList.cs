namespace GatewaySim.Actors.Webhooks;

/// <summary>Which hosts webhooks may go to.</summary>
/// <remarks>
/// Compares what the URL says; names are not looked up, so a name on the list may point anywhere. An entry is
/// <c>host</c>, <c>*.host</c> (its subdomains) or an address, each with or without <c>:port</c>; <c>*</c> is any host.
/// </remarks>
public sealed class TargetList(IReadOnlyList<string> entries)
{
    /// <summary>Whether a URL may be called. An empty list allows every one.</summary>
    public bool Allows(Uri url) => entries.Count == 0 || entries.Any(entry => Allows(entry, url));

    private static bool Allows(string entry, Uri url)
    {
        // Addresses of IPv6 stand in brackets, in the list as in the URL.
        var colon = entry.LastIndexOf(':');
        var hasPort = colon > 0 && colon > entry.LastIndexOf(']')
            && entry.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        if (hasPort && (!int.TryParse(entry.AsSpan(colon + 1), out var port) || port != url.Port))
        {
            return false;
        }

        var host = hasPort ? entry[..colon] : entry;
        return host == "*" || string.Equals(host, url.Host, StringComparison.OrdinalIgnoreCase)
            || (host.StartsWith("*.", StringComparison.Ordinal)
                && url.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase));
    }
}
