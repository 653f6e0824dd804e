using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.RingCentral.Batches;
using GatewaySim.RingCentral.Lists;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>Reads event filters.</summary>
/// <remarks>
/// Source: the guide's High Volume SMS pages and the list of its events. Lenient as its samples are: slashes may be
/// doubled or trail, a '+' in a query may be raw or <c>%2B</c>. Unknown parameters are ignored (the guide's opt-outs
/// page lists some that were copied from messages) but kept in the text.
/// </remarks>
/// <param name="account">The account's id, for <c>~</c>.</param>
/// <param name="salt">Of this simulation's UUIDs.</param>
internal sealed class FilterParser(long account, ulong salt)
{
    /// <summary>The longest filter, UTF-16. UNVERIFIED: RingCentral documents no limit.</summary>
    public const int CharsMax = 2_048;

    // Seconds. UNVERIFIED: the guide's reminder filter always says both.
    private const int ThresholdDefault = 60;
    private const int IntervalDefault = 15;

    private readonly string _account = account.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads one filter.</summary>
    /// <param name="self">The subscription's id, where there is one: it may stand in a reminder filter.</param>
    /// <returns>Null when it is none of those that the simulator has events for, or its parameters are bad.</returns>
    public EventFilter? Parse(string text, Guid? self = null)
    {
        var isNegated = text.StartsWith('!');
        var rest = isNegated ? text[1..] : text;
        if (rest.Length == 0 || rest[0] != '/' || rest.Length > CharsMax)
        {
            return null;
        }

        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : rest[(mark + 1)..].Replace("%2B", "+", StringComparison.OrdinalIgnoreCase);
        var path = (mark < 0 ? rest : rest[..mark]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (KindOf(path, self) is not { } kind)
        {
            return null;
        }

        var canonical = $"{(isNegated ? "!" : "")}/{string.Join('/', path)}{(query.Length > 0 ? "?" : "")}{query}";
        EventFilter? filter = new EventFilter(kind, canonical) { IsNegated = isNegated };
        if (path.Length == 7)
        {
            filter = Guid.TryParseExact(path[6], "D", out _) ? filter with { Batch = BatchOf(path[6]) } : null;
        }

        if (kind == FilterKind.Reminder)
        {
            return isNegated ? null : Reminder(filter!, query);
        }

        foreach (var (name, value) in Read(query))
        {
            filter = filter is null ? null : With(filter, name, value);
        }

        return filter;
    }

    private FilterKind? KindOf(string[] path, Guid? self)
    {
        FilterKind? kind = path switch
        {
            ["restapi", "v1.0", "account", _, "a2p-sms", "batches"] => FilterKind.Batches,
            ["restapi", "v1.0", "account", _, "a2p-sms", "batches", _] => FilterKind.Batches,
            ["restapi", "v1.0", "account", _, "a2p-sms", "messages"] => FilterKind.Messages,
            ["restapi", "v1.0", "account", _, "a2p-sms", "opt-outs"] => FilterKind.OptOuts,
            ["restapi", "v2", "accounts", _, "sms", "consents"] => FilterKind.Consents,
            ["restapi", "v1.0", "subscription", _] => FilterKind.Reminder,
            _ => null,
        };
        if (kind is null)
        {
            return null;
        }

        // The one id that stands in every path. A subscription's own is not known before it is there.
        ref var id = ref path[3];
        if (kind == FilterKind.Reminder)
        {
            id = self is not null && id == self.ToString() ? "~" : id;
            return id == "~" ? kind : null;
        }

        id = id == "~" ? _account : id;
        return id == _account ? kind : null;
    }

    private EventFilter? With(EventFilter filter, string name, string value)
    {
        switch (filter.Kind, name)
        {
            case (FilterKind.Messages, "direction"):
                Direction? direction = value switch
                {
                    "Inbound" => Direction.Inbound,
                    "Outbound" => Direction.Outbound,
                    _ => null,
                };
                return direction is null ? null : filter with { Direction = direction };
            case (FilterKind.Messages, "batchId"):
                return Guid.TryParseExact(value, "D", out _) ? filter with { Batch = BatchOf(value) } : null;

            // UNVERIFIED for consents: RingCentral's page of that event was not found.
            case (_, "from"):
                return ListQuery.TryAddress(value, out var from) ? filter with { From = [.. filter.From, from] } : null;
            case (FilterKind.Messages or FilterKind.Consents, "to"):
                return ListQuery.TryAddress(value, out var to) ? filter with { To = [.. filter.To, to] } : null;
            default:
                return filter;
        }
    }

    /// <summary>A batch that there is not is no fault: nothing will ever match.</summary>
    private MessageId BatchOf(string text) => BatchEndpoints.TryId(text, salt, out var id) ? id : MessageId.None;

    /// <summary>Source: threshold at most half the subscription's life, interval at most half the threshold.</summary>
    private static EventFilter? Reminder(EventFilter filter, string query)
    {
        var (threshold, interval) = (ThresholdDefault, IntervalDefault);
        foreach (var (name, value) in Read(query))
        {
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
            switch (name)
            {
                case "threshold":
                    threshold = isNumber ? seconds : 0;
                    break;
                case "interval":
                    interval = isNumber ? seconds : 0;
                    break;
            }
        }

        return threshold < 1 || interval < 1 || interval > threshold / 2.0 ? null : filter with
        {
            Threshold = TimeSpan.FromSeconds(threshold),
            Interval = TimeSpan.FromSeconds(interval),
        };
    }

    /// <summary>The parameters that have a value.</summary>
    private static IEnumerable<(string Name, string Value)> Read(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && equals < pair.Length - 1)
            {
                yield return (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
            }
        }
    }
}
