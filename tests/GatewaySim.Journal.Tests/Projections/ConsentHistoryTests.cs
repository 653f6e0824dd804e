using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>Every change of a RingCentral record stays in the history, and nothing else is in it.</summary>
public sealed class ConsentHistoryTests
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly PhoneNumber Alice = new(15_552_000_001);
    private static readonly PhoneNumber Bob = new(15_552_000_002);
    private static readonly Scope Sender = Scope.OfSender(1, Number);
    private static readonly ConsentCause Stop = new(ConsentSource.Recipient, "STOP", "v1", MessageId.At(0, 1));

    [Theory, ClassData(typeof(Backends))]
    public async Task Each_change_is_kept_as_it_was_made_newest_first(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var expected = new List<ConsentHistoryRecord>();
        await MakeAsync(Number, Alice, ConsentStatus.OptOut, ConsentSource.Recipient);
        await MakeAsync(Number, Bob, ConsentStatus.OptIn, ConsentSource.Api);
        await MakeAsync(null, Alice, ConsentStatus.OptIn, ConsentSource.Upstream);
        await MakeAsync(null, Alice, ConsentStatus.OptIn, ConsentSource.Upstream);
        await MakeAsync(Number, Alice, ConsentStatus.OptIn, ConsentSource.Carrier);

        // None of these has a history here.
        var profile = Scope.OfProfile(1, Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab"));
        await test.AppendAsync(profile, new RecipientOptedOut(Alice, Number, Stop));
        await test.AppendAsync(profile, new RecipientOptedIn(Alice, Number, Stop, true));
        await test.AppendAsync(Sender, new NetworkBlocked(new(18_335_550_100), Alice, MessageId.At(0, 1)));
        await test.AppendAsync(Scope.OfAccount(2), new WildcardSet(Bob, ConsentStatus.OptOut, ConsentSource.Api));
        Assert.Equal(expected, List());
        Assert.Equal(expected.Where(r => r.To == Bob), List(Bob));
        Assert.Equal(expected, List(Bob, Alice));
        Assert.Empty(List(new PhoneNumber(15_552_000_003)));

        async Task MakeAsync(Address? from, PhoneNumber to, ConsentStatus status, ConsentSource source)
        {
            var (scope, cause) = (from is null ? Scope.OfAccount(1) : Sender, Stop with { Source = source });
            GatewayEvent made = from is null ? new WildcardSet(to, status, source)
                : status == ConsentStatus.OptOut ? new RecipientOptedOut(to, Number, cause)
                : new RecipientOptedIn(to, Number, cause, false);
            var ids = await test.AppendAsync(scope, made);
            expected.Insert(0, new(1, from, to, status, source, test.Now, ids[0]));
        }

        IReadOnlyList<ConsentHistoryRecord> List(params PhoneNumber[] to) =>
            test.Read.ListConsentHistory(new(1, to, null, 100));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task P35_pages_of_the_history_and_by_recipient_hold_every_record_once(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var stream = new RandomStream(8, TestJournal.Shards);
        for (var turn = 0; turn < 80; turn++)
        {
            Assert.Null(await test.SubmitAsync(stream.Next(test)));
        }

        var all = test.Read.ListConsentHistory(new(1, [], null, 10_000));
        var consents = RandomStream.AllConsents(Provider.RingCentral, 1);
        var byRecipient = test.Read.ListConsentsByRecipient(consents, null);
        Assert.Equal(
            test.Read.ListConsents(consents).OrderBy(r => r.To)
                .ThenBy(r => r.From?.ToString() ?? "", StringComparer.Ordinal),
            byRecipient);
        foreach (var size in new[] { 1, 3, 50 })
        {
            var walked = new List<ConsentHistoryRecord>();
            (Stamp, MessageId)? after = null;
            while (test.Read.ListConsentHistory(new(1, [], after, size)) is [.., var last] page)
            {
                walked.AddRange(page);
                after = (last.At, last.Event);
            }

            Assert.Equal(all, walked);
            var records = new List<ConsentRecord>();
            (PhoneNumber, Address?)? key = null;
            while (test.Read.ListConsentsByRecipient(consents with { CountMax = size }, key) is [.., var last] page)
            {
                records.AddRange(page);
                key = (last.To, last.From);
            }

            Assert.Equal(byRecipient, records);
        }
    }
}
