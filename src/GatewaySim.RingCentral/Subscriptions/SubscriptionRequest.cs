using System.Globalization;
using System.Text.Json;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>The body of a request that creates or changes a subscription.</summary>
/// <param name="Filters">As sent; null when a change leaves them as they are.</param>
/// <param name="Address">Where events go; empty in a change, which cannot move it.</param>
/// <param name="VerificationToken">Null for none.</param>
/// <param name="ExpiresIn">Seconds; null when it is not said.</param>
internal sealed record SubscriptionRequest(
    IReadOnlyList<string>? Filters, string Address, string? VerificationToken, int? ExpiresIn)
{
    /// <summary>A change without a body: renews.</summary>
    public static readonly SubscriptionRequest Empty = new(null, "", null, null);

    // UNVERIFIED: RingCentral documents no limits of these. UTF-16 characters.
    private const int AddressCharsMax = 2_048;
    private const int TokenCharsMax = 1_024;

    /// <summary>Reads the body of a create.</summary>
    /// <remarks>
    /// A token may also be called <c>validationToken</c>, as in the present guide. Only WebHook is a transport: the
    /// API description has no other on create.
    /// </remarks>
    public static RingCentralError? TryReadNew(
        JsonElement root, SubscriptionOptions options, out SubscriptionRequest request)
    {
        if (TryReadChange(root, options, out request) is { } error)
        {
            return error;
        }

        if (request.Filters is null)
        {
            return RingCentralErrors.Invalid("eventFilters");
        }

        if (!root.TryGetProperty("deliveryMode"u8, out var mode) || mode.ValueKind != JsonValueKind.Object)
        {
            return RingCentralErrors.Invalid("deliveryMode");
        }

        if (JsonText.Member(mode, "transportType") != "WebHook")
        {
            return RingCentralErrors.Invalid("deliveryMode.transportType");
        }

        var address = JsonText.Member(mode, "address");
        if (address is null || address.Length > AddressCharsMax
            || !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return RingCentralErrors.Invalid("deliveryMode.address");
        }

        // It has to fit into a header.
        var token = JsonText.Member(mode, "verificationToken") ?? JsonText.Member(mode, "validationToken");
        if (token is { Length: 0 or > TokenCharsMax } || token?.AsSpan().ContainsAnyExceptInRange('!', '~') == true)
        {
            return RingCentralErrors.Invalid("deliveryMode.verificationToken");
        }

        request = request with { Address = address, VerificationToken = token };
        return null;
    }

    /// <summary>Reads the body of a change: other members than filters and lifetime are ignored.</summary>
    public static RingCentralError? TryReadChange(
        JsonElement root, SubscriptionOptions options, out SubscriptionRequest request)
    {
        request = Empty;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return RingCentralErrors.Malformed;
        }

        if (root.TryGetProperty("eventFilters"u8, out var filters) && filters.ValueKind != JsonValueKind.Null)
        {
            if (filters.ValueKind != JsonValueKind.Array || filters.GetArrayLength() is var count
                && (count == 0 || count > options.FiltersMax)
                || filters.EnumerateArray().Any(f => f.ValueKind != JsonValueKind.String))
            {
                return RingCentralErrors.Invalid("eventFilters");
            }

            request = request with { Filters = [.. filters.EnumerateArray().Select(JsonText.TextOf)] };
        }

        if (root.TryGetProperty("expiresIn"u8, out var lifetime) && lifetime.ValueKind != JsonValueKind.Null)
        {
            if (!TryReadSeconds(lifetime, out var seconds) || seconds < 1 || seconds > options.ExpiresInMax)
            {
                return RingCentralErrors.Invalid("expiresIn");
            }

            request = request with { ExpiresIn = seconds };
        }

        return null;
    }

    /// <summary>A number, or its digits as a string: RingCentral's demo application sends the latter.</summary>
    private static bool TryReadSeconds(JsonElement value, out int seconds)
    {
        seconds = 0;
        return value.ValueKind == JsonValueKind.Number
            ? value.TryGetInt32(out seconds)
            : value.ValueKind == JsonValueKind.String && int.TryParse(
                JsonText.TextOf(value), NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }
}
