using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Profiles;

/// <summary>
/// <c>GET /v2/messaging_profiles/{id}/metrics</c>, <c>/v2/messaging_profile_metrics</c>.
/// </summary>
/// <remarks>
/// Source of the shape: an older page of Telnyx's documentation (<c>errors</c> is a share there); the current API
/// description leaves the object open. UNVERIFIED: the length of the intervals (an hour up to <c>24h</c>, a day above),
/// the labels but <c>longcode</c>. Whole hours or days are counted, so up to one more than was asked for.
/// </remarks>
internal sealed class MetricsEndpoint(TelnyxDoor door)
{
    private const string DefaultFrame = "24h";

    public async Task GetAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var span = TakeTimeFrame(query);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return;
        }

        if (door.ProfileOf(context) is not { } profile)
        {
            door.NotFound(context);
            return;
        }

        var (verdict, traffic) = await door.Accounts.TrafficOfAsync(profile, span).ConfigureAwait(false);
        if (verdict != Verdict.Accepted)
        {
            door.Fail(context, verdict);
            return;
        }

        TelnyxJson.SendOne(context.Response, json =>
        {
            json.WriteStartObject();
            WriteDetailed(json, traffic);
            json.WritePropertyName("overview"u8);
            WriteOverview(json, profile, CountNumbers(), traffic);
            json.WriteEndObject();
        });
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var span = TakeTimeFrame(query);
        var id = query.TakeUuid("id");
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return;
        }

        var rows = door.Senders.Directory.ListProfiles(DemoAccount.Id).Where(p => id is null || p.Id == id).ToList();
        var shown = rows.Skip((int)Math.Min(page.Offset, rows.Count)).Take(page.Size).ToList();
        var replies = await Task.WhenAll(shown.Select(p => door.Accounts.TrafficOfAsync(p, span).AsTask()))
            .ConfigureAwait(false);
        if (replies.FirstOrDefault(r => r.Verdict != Verdict.Accepted) is { Traffic: not null } refused)
        {
            door.Fail(context, refused.Verdict);
            return;
        }

        var numbers = CountNumbers();
        var answer = ListJson.Begin();
        for (var i = 0; i < shown.Count; i++)
        {
            WriteOverview(answer.Json, shown[i], numbers, replies[i].Traffic);
        }

        ListJson.End(answer, context.Response, page, rows.Count);
    }

    private static TimeSpan TakeTimeFrame(QueryReader query)
    {
        var word = query.TakeWord("time_frame", TelnyxErrors.InvalidWord, "1h", "3h", "24h", "3d", "7d", "30d")
            ?? DefaultFrame;
        var count = int.Parse(word.AsSpan(0, word.Length - 1), System.Globalization.CultureInfo.InvariantCulture);
        return word[^1] == 'h' ? TimeSpan.FromHours(count) : TimeSpan.FromDays(count);
    }

    private static void WriteDetailed(Utf8JsonWriter json, IReadOnlyList<TrafficSlot> traffic)
    {
        json.WriteStartArray("detailed"u8);
        foreach (var slot in traffic.GroupBy(t => t.Begin))
        {
            json.WriteStartObject();
            json.WriteStartArray("metrics"u8);
            foreach (var (_, sender, counts) in slot)
            {
                json.WriteStartObject();
                json.WriteString("label"u8, LabelOf(sender));
                WriteOutbound(json, counts);
                json.WriteNumber("received"u8, counts.Received);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            TelnyxJson.WriteStandardDate(json, "timestamp"u8, slot.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>How many phone numbers are on each profile that has any.</summary>
    private Dictionary<Guid, int> CountNumbers() => door.Senders.Directory
        .ListNumbers(DemoAccount.Id, Provider.Telnyx)
        .Where(n => n.Profile is not null && n.Number.Kind == AddressKind.PhoneNumber)
        .CountBy(n => n.Profile!.Value).ToDictionary();

    private static void WriteOverview(
        Utf8JsonWriter json, ProfileRecord profile, Dictionary<Guid, int> numbers, IReadOnlyList<TrafficSlot> traffic)
    {
        var counts = traffic.Aggregate(default(TrafficCounts), (sum, slot) => sum + slot.Counts);
        json.WriteStartObject();
        json.WriteString("record_type"u8, "messaging_profile_metrics"u8);
        json.WriteString("messaging_profile_id"u8, profile.Id);
        json.WriteNumber("phone_numbers"u8, numbers.GetValueOrDefault(profile.Id));
        json.WriteStartObject("outbound"u8);
        WriteOutbound(json, counts);
        json.WriteEndObject();
        json.WriteStartObject("inbound"u8);
        json.WriteNumber("received"u8, counts.Received);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOutbound(Utf8JsonWriter json, in TrafficCounts counts)
    {
        json.WriteNumber("sent"u8, counts.Sent);
        json.WriteNumber("delivered"u8, counts.Delivered);
        json.WriteNumber("errors"u8, Math.Round(counts.FailedRatio, 4));
    }

    private static ReadOnlySpan<byte> LabelOf(SenderType sender) => sender switch
    {
        SenderType.LongCode => "longcode"u8,
        SenderType.TollFree => "tollfree"u8,
        SenderType.ShortCode => "shortcode"u8,
        _ => "alphanumeric"u8,
    };
}
