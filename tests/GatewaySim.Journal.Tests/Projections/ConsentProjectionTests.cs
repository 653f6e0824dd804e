using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>What consent records look like to those who ask, on every backend.</summary>
public sealed class ConsentProjectionTests
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly Address Other = Address.Parse("+16505550101");
    private static readonly PhoneNumber TollFree = new(18_335_550_100);
    private static readonly PhoneNumber Alice = new(15_552_000_001);
    private static readonly PhoneNumber Bob = new(15_552_000_002);
    private static readonly Guid Profile = Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab");
    private static readonly Scope Sender = Scope.OfSender(1, Number);
    private static readonly Scope OfProfile = Scope.OfProfile(1, Profile);
    private static readonly ConsentCause Stop = new(ConsentSource.Recipient, "STOP", "v1", MessageId.At(0, 1));

    [Theory, ClassData(typeof(Backends))]
    public async Task A_pairs_record_is_set_and_then_replaced(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var set = await test.AppendAsync(Sender, new RecipientOptedOut(Alice, Number, Stop));
        Assert.Equal(
            [
                new(Provider.RingCentral, 1, null, Number, Alice, ConsentStatus.OptOut, ConsentSource.Recipient,
                    test.Now, "STOP", set[0]),
            ],
            List(test, Provider.RingCentral));

        set = await test.AppendAsync(
            Sender, new RecipientOptedIn(Alice, Number, ConsentCause.Of(ConsentSource.Api), false));
        Assert.Equal(
            [
                new(Provider.RingCentral, 1, null, Number, Alice, ConsentStatus.OptIn, ConsentSource.Api,
                    test.Now, null, set[0]),
            ],
            List(test, Provider.RingCentral));
        Assert.Empty(List(test, Provider.Telnyx));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_telnyx_block_has_a_record_for_each_number_and_loses_them_one_by_one_or_all(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        await StopBothAsync();
        Assert.Equal([Other, Number], List(test, Provider.Telnyx).Select(r => r.From!.Value));
        Assert.All(List(test, Provider.Telnyx), r => Assert.Equal(Profile, r.Profile));

        await test.AppendAsync(OfProfile, new RecipientOptedIn(Alice, Other, Stop, AllOrigins: false));
        Assert.Equal([Number], List(test, Provider.Telnyx).Select(r => r.From!.Value));
        await StopBothAsync();
        await test.AppendAsync(OfProfile, new RecipientOptedOut(Bob, Number, Stop));
        await test.AppendAsync(OfProfile, new RecipientOptedIn(Alice, Other, Stop, AllOrigins: true));
        Assert.Equal([Bob], List(test, Provider.Telnyx).Select(r => r.To));

        Task StopBothAsync() => test.AppendAsync(
            OfProfile, new RecipientOptedOut(Alice, Number, Stop), new RecipientOptedOut(Alice, Other, Stop));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task The_networks_blocks_are_set_lifted_and_taken_along(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var cause = MessageId.At(0, 1);
        await test.AppendAsync(
            OfProfile, new NetworkBlocked(TollFree, Alice, cause), new NetworkBlocked(TollFree, Bob, cause));
        Assert.Equal([Bob, Alice], List(test, Provider.None).Select(r => r.To));
        Assert.All(List(test, Provider.None), r => Assert.Equal(
            (ConsentStatus.OptOut, ConsentSource.Carrier), (r.Status, r.Source)));

        await test.AppendAsync(OfProfile, new NetworkUnblocked(TollFree, Bob, cause));
        Assert.Equal([Alice], List(test, Provider.None).Select(r => r.To));

        // Adopting replaces what was known of the number.
        var carol = new PhoneNumber(15_552_000_003);
        var elsewhere = Scope.OfProfile(1, Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ac"));
        await test.AppendAsync(elsewhere, new NetworkBlocksAdopted(TollFree, [Bob, carol]));
        Assert.Equal([carol, Bob], List(test, Provider.None).Select(r => r.To));
        await test.AppendAsync(elsewhere, new NetworkBlocksAdopted(TollFree, []));
        Assert.Empty(List(test, Provider.None));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task Records_are_found_and_counted_by_every_filter(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        await test.AppendAsync(Sender, new RecipientOptedOut(Alice, Number, Stop));
        var first = test.Now;
        await test.AppendAsync(Scope.OfSender(1, Other), new RecipientOptedIn(Bob, Other, Stop, false));
        var second = test.Now;
        var wild = await test.AppendAsync(
            Scope.OfAccount(1), new WildcardSet(Alice, ConsentStatus.OptIn, ConsentSource.Upstream));
        await test.AppendAsync(Scope.OfAccount(2), new WildcardSet(Alice, ConsentStatus.OptOut, ConsentSource.Api));
        await test.AppendAsync(OfProfile, new RecipientOptedOut(Alice, Number, Stop));

        Assert.Equal("* +16505550101 +16505550100", Found(q => q));
        Assert.Equal("*", Found(q => q with { Wildcards = true }));
        Assert.Equal("+16505550101 +16505550100", Found(q => q with { Wildcards = false }));
        Assert.Equal("+16505550100", Found(q => q with { From = [Number], Wildcards = false }));
        Assert.Equal("* +16505550101", Found(q => q with { From = [Other] }));
        Assert.Equal("* +16505550100", Found(q => q with { To = [Alice] }));
        Assert.Equal("* +16505550101 +16505550100", Found(q => q with { To = [Alice, Bob] }));
        Assert.Equal("+16505550100", Found(q => q with { Status = ConsentStatus.OptOut }));
        Assert.Equal("+16505550101 +16505550100", Found(q => q with { Until = second }));
        Assert.Equal("* +16505550101", Found(q => q with { Since = second }));
        Assert.Equal("+16505550100", Found(q => q with { Since = first, Until = first }));
        Assert.Equal("*", Found(q => q with { Account = 2 }));
        Assert.Equal("", Found(q => q with { Account = 3 }));
        Assert.Equal("+16505550100", Found(q => q with { Provider = Provider.Telnyx, Profile = Profile }));
        Assert.Equal("", Found(q => q with { Provider = Provider.Telnyx, Profile = Guid.Empty }));

        var query = RandomStream.AllConsents(Provider.RingCentral, 1);
        var latest = test.Read.ListConsents(query)[0];
        Assert.Equal((wild[0], ConsentSource.Upstream), (latest.Event, latest.Source));
        Assert.Equal(2, test.Read.ListConsents(query with { After = (latest.ModifiedAt, latest.Event) }).Count);
        Assert.Single(test.Read.ListConsents(query with { Offset = 2 }));
        Assert.Equal(3, test.Read.CountConsents(query with { Offset = 2, CountMax = 1 }));

        string Found(Func<ConsentQuery, ConsentQuery> with)
        {
            var asked = with(RandomStream.AllConsents(Provider.RingCentral, 1));
            var records = test.Read.ListConsents(asked);
            Assert.Equal(records.Count, test.Read.CountConsents(asked));
            return string.Join(' ', records.Select(r => r.From?.ToString() ?? "*"));
        }
    }

    private static IReadOnlyList<ConsentRecord> List(TestJournal test, Provider provider) =>
        test.Read.ListConsents(RandomStream.AllConsents(provider, 1));
}
