using System.Diagnostics.Metrics;
using GatewaySim.Actors;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Metrics;

/// <summary>What the shards count, and the clock, as instruments. Others keep the numbers; here they are only read.
/// </summary>
internal sealed class GatewayInstruments(Meter meter, Gateway gateway, SimulationClock clock)
{
    /// <summary>The meter of the main simulation.</summary>
    public const string MeterName = "GatewaySim";

    /// <summary>The meter of a sandbox: shown at its own address, not exported.</summary>
    public const string SandboxMeterName = "GatewaySim.Sandbox";

    private static readonly Provider[] Providers = [Provider.RingCentral, Provider.Telnyx];

    private static readonly Outcome[] Outcomes =
        [.. Enum.GetValues<Outcome>().Where(o => o != Outcome.Pending && o.AsSeen() == o)];

    private static readonly Operation[] Operations = Enum.GetValues<Operation>();

    private static readonly (Provider Provider, ConsentRecordKind Kind)[] Records =
    [
        (Provider.RingCentral, ConsentRecordKind.Pair),
        (Provider.RingCentral, ConsentRecordKind.Account),
        (Provider.Telnyx, ConsentRecordKind.Profile),
        (Provider.RingCentral, ConsentRecordKind.Network),
        (Provider.Telnyx, ConsentRecordKind.Network),
    ];

    /// <summary>Makes the instruments. They live as long as the meter.</summary>
    public void Create()
    {
        CreateOfMessages();
        CreateOfTexts();
        CreateOfShards();
        CreateOfClock();
    }

    private void CreateOfMessages()
    {
        meter.CreateObservableCounter(
            "gatewaysim.messages.accepted", () => ByShardAndProvider((c, p) => c.Accepted(p)), "{message}",
            "Messages that were accepted and are durable, also those that wait. Automatic replies are none.");
        meter.CreateObservableCounter(
            "gatewaysim.messages.dispatched", () => ByShardAndProvider((c, p) => c.Dispatched(p)), "{message}",
            "Messages that left the queue: handed to the carrier, or refused at that moment.");
        meter.CreateObservableCounter(
            "gatewaysim.messages.cancelled", () => Of(Sum(c => c.Cancelled), Tag(Provider.Telnyx)), "{message}",
            "Scheduled messages that were taken back.");
        meter.CreateObservableCounter(
            "gatewaysim.messages.outcomes", ObserveOutcomes, "{message}",
            "How dispatched messages end, counted at their dispatch; clients see it when its time has come.");
        meter.CreateObservableCounter(
            "gatewaysim.messages.blocked", ObserveBlocked, "{message}",
            "Messages refused because of an opt-out, a spend limit or a full queue, at the request or the dispatch.");
        meter.CreateObservableUpDownCounter(
            "gatewaysim.messages.waiting", ObserveWaiting, "{message}",
            "Accepted messages that wait: for the dispatch of their batch, their sender's rate, or a time asked for.");
    }

    private void CreateOfTexts()
    {
        meter.CreateObservableCounter(
            "gatewaysim.texts.received", () => ByOperation((c, p, o) => c.Texts(p, o)), "{text}",
            "Texts that people sent, by what they ask for.");
        meter.CreateObservableCounter(
            "gatewaysim.replies.sent", () => ByOperation((c, p, o) => c.Replies(p, o)), "{reply}",
            "Automatic replies to keywords.");
        meter.CreateObservableCounter(
            "gatewaysim.consent.changes", ObserveConsents, "{change}",
            "Consent records that were written, by who asked for it.");
    }

    private void CreateOfShards()
    {
        meter.CreateObservableUpDownCounter(
            "gatewaysim.mailbox.depth", () => ByShard(s => s.MailCount), "{command}",
            "Commands that wait for their shard.");
        meter.CreateObservableCounter(
            "gatewaysim.mailbox.refused", () => ByShard(s => s.MailRefused), "{command}",
            "Commands that were answered 429 because the mailbox of their shard was full.");
        meter.CreateObservableCounter(
            "gatewaysim.shard.restarts", () => ByShard(s => s.Restarts), "{restart}",
            "How often a shard was rebuilt from the journal after a failure.");
        meter.CreateObservableCounter(
            "gatewaysim.journal.events", () => ByShard(s => s.Counts.Events), "{event}",
            "Events that were written to the journal.");
        meter.CreateObservableCounter(
            "gatewaysim.journal.written", () => ByShard(s => s.Counts.Bytes), "By",
            "Bytes of these events.");
    }

    private void CreateOfClock()
    {
        meter.CreateObservableGauge(
            "gatewaysim.clock.time", () => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds, "s",
            "What the simulation's clock shows, since 1970-01-01T00:00:00Z.");
        meter.CreateObservableGauge(
            "gatewaysim.clock.factor", () => clock.Factor, "",
            "How many seconds of the simulation pass in one second; 0 while the clock stands still.");
    }

    private IEnumerable<Measurement<long>> ObserveOutcomes()
    {
        foreach (var provider in Providers)
        {
            // Spend limits are Telnyx's only.
            foreach (var outcome in Outcomes.Where(
                o => provider == Provider.Telnyx || o != Outcome.SpendLimited))
            {
                var count = Ended(provider, outcome);
                KeyValuePair<string, object?>[] tags = [Tag(provider), new("outcome", Words.Of(outcome))];
                var code = provider == Provider.Telnyx ? TelnyxCodes.Of(outcome) : RingCentralCodes.Of(outcome);
                yield return new(count, code is null ? tags : [.. tags, new("code", code)]);
            }
        }
    }

    /// <summary>Messages that end so for those who look at them.</summary>
    private long Ended(Provider provider, Outcome outcome) => Enum.GetValues<Outcome>()
        .Where(o => o.AsSeen() == outcome).Sum(o => Sum(c => c.Ended(provider, o)));

    private IEnumerable<Measurement<long>> ObserveBlocked()
    {
        yield return Blocked(Provider.Telnyx, "opt_out", "request", Sum(c => c.BlockedAtRequest));
        yield return Blocked(Provider.Telnyx, "spend_limit", "request", Sum(c => c.SpendLimitedAtRequest));
        yield return Blocked(Provider.Telnyx, "queue_full", "request", Sum(c => c.QueueFullAtRequest));
        yield return Blocked(
            Provider.Telnyx, "spend_limit", "dispatch", Sum(c => c.Ended(Provider.Telnyx, Outcome.SpendLimited)));
        foreach (var provider in Providers)
        {
            yield return Blocked(provider, "opt_out", "dispatch", Ended(provider, Outcome.Blocked));
        }

        static Measurement<long> Blocked(Provider provider, string reason, string at, long count) =>
            new(count, Tag(provider), new("reason", reason), new("at", at));
    }

    private IEnumerable<Measurement<long>> ObserveWaiting() => gateway.Readings.SelectMany(shard => new[]
    {
        Waiting(shard, Provider.RingCentral, "dispatch", shard.QueuedMessages),
        Waiting(shard, Provider.RingCentral, "rate", shard.PacedBatchMessages),
        Waiting(shard, Provider.Telnyx, "rate", shard.PacedMessages),
        Waiting(shard, Provider.Telnyx, "time", shard.ScheduledMessages),
    });

    private static Measurement<long> Waiting(ShardReading shard, Provider provider, string reason, int messages) =>
        new(messages, Tag(provider), new("waits_for", reason), new("shard", shard.Shard));

    private IEnumerable<Measurement<long>> ObserveConsents() =>
        from record in Records
        from status in new[] { ConsentStatus.OptOut, ConsentStatus.OptIn }
        from source in Enum.GetValues<ConsentSource>()
        where record.Kind != ConsentRecordKind.Network || source == ConsentSource.Recipient
        select new Measurement<long>(
            Sum(c => c.Consents(record.Provider, record.Kind, status, source)),
            Tag(record.Provider), new("record", Words.Of(record.Kind)), new("change", Words.Of(status)),
            new("source", Words.Of(source)));

    private IEnumerable<Measurement<long>> ByOperation(Func<ShardCounts, Provider, Operation, long> read) =>
        from provider in Providers
        from operation in Operations
        select new Measurement<long>(
            Sum(c => read(c, provider, operation)), Tag(provider), new("operation", Words.Of(operation)));

    private IEnumerable<Measurement<long>> ByShardAndProvider(Func<ShardCounts, Provider, long> read) =>
        from shard in gateway.Readings
        from provider in Providers
        select new Measurement<long>(read(shard.Counts, provider), Tag(provider), new("shard", shard.Shard));

    private IEnumerable<Measurement<long>> ByShard(Func<ShardReading, long> read) =>
        gateway.Readings.Select(
            s => new Measurement<long>(read(s), new KeyValuePair<string, object?>("shard", s.Shard)));

    private long Sum(Func<ShardCounts, long> read) => gateway.Readings.Sum(s => read(s.Counts));

    private static Measurement<long>[] Of(long value, KeyValuePair<string, object?> tag) => [new(value, tag)];

    private static KeyValuePair<string, object?> Tag(Provider provider) => new("provider", Words.Of(provider));
}
