using GatewaySim.Actors.Tests.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Auditing;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Auditing;

/// <summary>
/// Goal: what was with the carrier at an opt-out is counted. Method: the audit and the explanations are held against
/// the progress of every message at that moment, as clients read it.
/// </summary>
public sealed class InFlightTests : IDisposable
{
    private const string TollFree = "+18885550100";
    private const string Local = "+16505550100";
    private const string Telnyx = "+13125550100";
    private const string OtherTelnyx = "+13125550101";

    private readonly SteppedTime _time = new();
    private readonly MemoryJournal _journal = new(new JournalInfo(3, 1));
    private TestGateway? _gateway;

    private TestGateway Gateway => _gateway!;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    public void Dispose() => _gateway?.Dispose();

    /// <summary>A STOP blocks what waits; what was handed over is in flight until its receipt comes.</summary>
    [Fact]
    public async Task A_stop_in_the_middle_of_a_batch_finds_what_was_handed_over_in_flight()
    {
        await StartAsync("realistic", new() { RingCentralTollFreePerSecond = 10 });
        const string person = "+15552000001";
        var batch = await Gateway.BatchAsync(TollFree, "x", [.. Enumerable.Repeat(person, 40)]);
        await Gateway.PassAsync(_time, TimeSpan.FromSeconds(3.5));
        await Gateway.TextAsync(person, TollFree, "STOP");
        await Gateway.PassAsync(_time, TimeSpan.FromDays(1));
        var messages = Messages();
        Assert.Equal(40, messages.Count(m => m.Batch == batch.Id));
        var optOut = OptOuts().Single();
        var inFlight = messages.Count(m => m.ProgressAt(optOut.At).IsInFlight);
        Assert.InRange(inFlight, 5, messages.Count(m => m.Dispatch!.Value.Outcome != Outcome.Blocked) - 5);
        Assert.InRange(messages.Count(m => m.Dispatch!.Value.Outcome == Outcome.Blocked), 1, 10);
        Assert.Equal(inFlight, (await ExplainAsync(TollFree, person)).InFlightAtOptOut);
        var report = ComplianceAudit.Run(_journal, CancellationToken.None);
        Assert.Equal(inFlight, report.InFlightAtOptOut);
        Assert.All(report.InFlightExamples, e => Assert.Equal(
            (optOut.At, person), (e.OptedOutAt, e.To.ToString())));
        Assert.Null((await ExplainAsync(TollFree, "+15552000002")).InFlightAtOptOut);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_was_sent_the_counts_are_those_of_the_messages_themselves(int seed)
    {
        var random = new Random(seed);
        await StartAsync(seed % 2 == 0 ? "fast" : "realistic", new());
        var people = Enumerable.Range(0, 6).Select(n => $"+1555200000{n}").ToList();
        string Person() => people[random.Next(people.Count)];
        for (var n = 0; n < 80; n++)
        {
            switch (random.Next(8))
            {
                case 0:
                    await Gateway.TextAsync(Person(), random.Next(2) == 0 ? Local : Telnyx, "STOP");
                    break;
                case 1:
                    await Gateway.TextAsync(Person(), random.Next(2) == 0 ? Local : Telnyx, "START");
                    break;
                case 2 when random.Next(3) == 0:
                    await Gateway.SetConsentAsync("*", Person(), (ConsentStatus)random.Next(1, 3));
                    break;
                case 3:
                    await Gateway.Senders.SendGroupAsync(
                        new(DemoAccount.Id, Address.Parse(Telnyx), [PhoneNumber.Parse(Person())], "x",
                            MessageOptions.None, RefusesBlocked: false),
                        CancellationToken.None);
                    break;
                case < 6:
                    await Gateway.SendAsync(random.Next(2) == 0 ? Telnyx : OtherTelnyx, Person(), "x");
                    break;
                default:
                    await Gateway.BatchAsync(
                        random.Next(2) == 0 ? Local : TollFree, "x", [.. Enumerable.Range(0, 9).Select(_ => Person())]);
                    break;
            }

            await Gateway.PassAsync(_time, TimeSpan.FromMilliseconds(random.Next(seed % 2 == 0 ? 100 : 1_000)));
        }

        var messages = Messages();
        var optOuts = OptOuts();
        var expected = messages.Count(m => optOuts.Exists(o => o.Covers(m) && m.ProgressAt(o.At).IsInFlight));
        Assert.Equal(expected, ComplianceAudit.Run(_journal, CancellationToken.None).InFlightAtOptOut);
        var explained = 0;
        foreach (var (from, person) in new[] { Local, TollFree, Telnyx }.SelectMany(f => people.Select(p => (f, p))))
        {
            var why = await ExplainAsync(from, person);
            var scope = why.Scope;
            Assert.Equal(
                why.Allowed ? null : messages.Count(m => m.Scope.Text == scope && m.To.ToString() == person
                    && m.ProgressAt(why.At!.Value).IsInFlight),
                why.InFlightAtOptOut);
            explained += why.InFlightAtOptOut ?? 0;
        }

        Assert.True(expected > 0, "nobody was in flight");
        Assert.True(explained > 0 || seed % 2 == 0, "no explanation has anybody in flight");
    }

    private async Task StartAsync(string carrier, Actors.Pacing.PacingOptions pacing) =>
        _gateway = await TestGateway.StartAsync(
            new() { Carrier = carrier }, time: _time, journal: _journal, pacing: pacing);

    private async Task<Explanation> ExplainAsync(string from, string to) => (await Gateway.Senders.ExplainAsync(
        Address.Parse(from), PhoneNumber.Parse(to), Provider.None, CancellationToken.None)).Explanation!;

    /// <summary>All messages that went out, replies apart.</summary>
    private List<MessageRecord> Messages()
    {
        var messages = new List<MessageRecord>();
        Visit(stored =>
        {
            var indexes = stored.Decode() switch
            {
                BatchAccepted e => Enumerable.Range(0, e.Size),
                MessageAccepted or WaitingMessage => [0],
                GroupAccepted e => Enumerable.Range(1, e.To.Count),
                _ => [],
            };
            messages.AddRange(indexes.Select(
                n => _journal.Read.FindMessage(MessageId.At(stored.Shard, stored.Sequence, n))!));
        });
        return messages;
    }

    private List<OptOut> OptOuts()
    {
        var optOuts = new List<OptOut>();
        Visit(stored => optOuts.AddRange(stored.Decode() switch
        {
            RecipientOptedOut e => [new(stored.Scope.Text, e.Recipient.Value, stored.At)],
            WildcardSet { Status: ConsentStatus.OptOut } e => [new("sender/", e.Recipient.Value, stored.At)],
            _ => Array.Empty<OptOut>(),
        }));
        return optOuts;
    }

    private void Visit(Action<StoredEvent> see)
    {
        for (var shard = 0; shard < _journal.Info.Shards; shard++)
        {
            _journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                see(stored with { Payload = stored.Payload.ToArray() });
                return true;
            });
        }
    }

    private sealed record OptOut(string Scopes, ulong Recipient, Stamp At)
    {
        public bool Covers(MessageRecord message) =>
            message.To.Key == Recipient && message.Scope.Text.StartsWith(Scopes, StringComparison.Ordinal);
    }
}
