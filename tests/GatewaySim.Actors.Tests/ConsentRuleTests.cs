using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>The rules of docs/rules.md that need a gateway: what is stored, listed and sent.</summary>
/// <remarks>
/// Decisions on one recipient are in ConsentRuleTests of GatewaySim.Domain.Tests. Not here yet, as what they are about
/// is not: R9's campaign whose opt-outs cover the account, R11 (the front door's), R16 (deletion of profiles).
/// </remarks>
public sealed class ConsentRuleTests : IDisposable
{
    private const string Rc = "+16505550100";
    private const string RcOther = "+16505550101";
    private const string RcTollFree = "+18335550100";
    private const string Tx = "+13125550100";
    private const string TxOther = "+13125550101";
    private const string TxTollFree = "+18445550100";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly TestGateway _gateway = TestGateway.StartAsync().GetAwaiter().GetResult();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task R06_a_number_that_comes_later_obeys_the_account_wide_record()
    {
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut);
        const string Later = "+14155550123";
        await AssignAsync(DemoAccount.Id, Provider.RingCentral, Later, null);
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(Later, Alice));
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(Later, Bob));
    }

    [Fact]
    public async Task R07_an_account_wide_write_is_one_record_and_touches_no_pair()
    {
        await _gateway.TextAsync(Alice, Rc, "STOP");
        var pair = Assert.Single(Consents());
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptIn);

        var records = Consents();
        Assert.Equal(2, records.Count);
        Assert.Null(records[0].From);
        Assert.Equal((ConsentStatus.OptIn, ConsentSource.Api), (records[0].Status, records[0].Source));
        Assert.Equal(pair, records[1]);
    }

    [Fact]
    public async Task R08_a_filter_by_sender_finds_account_wide_records_only_when_asked_to()
    {
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut);
        await _gateway.SetConsentAsync(Rc, Alice, ConsentStatus.OptOut);
        await _gateway.SetConsentAsync(RcOther, Alice, ConsentStatus.OptOut);
        var query = All(Provider.RingCentral) with { From = [Address.Parse(Rc)], Wildcards = false };
        Assert.Equal(Rc, Assert.Single(_gateway.Senders.Read.ListConsents(query)).From.ToString());

        // The option includeWildcard.
        var both = _gateway.Senders.Read.ListConsents(query with { Wildcards = null });
        Assert.Equal([Address.Parse(Rc), null], both.Select(r => r.From));
    }

    [Fact]
    public async Task R09_a_keyword_never_makes_an_account_wide_record()
    {
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptIn);
        var wildcard = Assert.Single(Consents());
        foreach (var text in new[] { "STOP", "START", "HELP", "STOP" })
        {
            await _gateway.TextAsync(Alice, Rc, text);
        }

        Assert.Equal(wildcard, Assert.Single(Consents(), r => r.From is null));
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(RcOther, Alice));
    }

    [Fact]
    public async Task R10_the_same_pair_twice_in_one_request_is_two_events_and_the_last_one_counts()
    {
        var before = _gateway.EventCount;
        var replies = await _gateway.Senders.SetConsentsAsync(
            DemoAccount.Id, [Pair(ConsentStatus.OptIn), Wildcard(ConsentStatus.OptIn), Pair(ConsentStatus.OptOut)],
            CancellationToken.None);
        Assert.Equal([Verdict.Accepted, Verdict.Accepted, Verdict.Accepted], replies.Select(r => r.Verdict));
        Assert.Equal(before + 3, _gateway.EventCount);
        Assert.True(replies[0].At < replies[1].At && replies[1].At < replies[2].At);
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(Rc, Alice));
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(RcOther, Alice));

        replies = await _gateway.Senders.SetConsentsAsync(
            DemoAccount.Id, [Pair(ConsentStatus.OptOut), Wildcard(ConsentStatus.OptOut), Wildcard(ConsentStatus.OptIn)],
            CancellationToken.None);
        Assert.Equal([Verdict.Unchanged, Verdict.Accepted, Verdict.Accepted], replies.Select(r => r.Verdict));
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(Rc, Alice));
    }

    [Fact]
    public async Task R12_the_networks_block_is_the_carriers_record_beside_the_recipients()
    {
        await _gateway.TextAsync(Alice, RcTollFree, "STOP");
        Assert.Equal(ConsentSource.Recipient, Assert.Single(Consents()).Source);
        var network = Assert.Single(_gateway.Senders.Read.ListConsents(All(Provider.None)));
        Assert.Equal((ConsentSource.Carrier, RcTollFree), (network.Source, network.From.ToString()));
    }

    [Fact]
    public async Task R13_R14_what_is_stored_of_stops_to_two_numbers_of_a_profile()
    {
        await _gateway.TextAsync(Alice, Tx, "STOP");
        await _gateway.TextAsync(Alice, TxOther, "unsubscribe");
        var records = _gateway.Senders.Read.ListConsents(All(Provider.Telnyx));
        Assert.Equal([(TxOther, "UNSUBSCRIBE"), (Tx, "STOP")], records.Select(r => (r.From.ToString()!, r.Keyword!)));

        await _gateway.TextAsync(Alice, Tx, "START");
        Assert.Equal(TxOther, Assert.Single(_gateway.Senders.Read.ListConsents(All(Provider.Telnyx))).From.ToString());
        var start = await _gateway.TextAsync(Alice, "+13125550102", "START");
        Assert.Equal((Operation.Start, false, 0), (start.Operation, start.ConsentChanged, start.Replies));
        Assert.Equal(Verdict.Blocked, (await _gateway.SendAsync(Tx, Alice, "hi")).Verdict);
    }

    [Fact]
    public async Task R15_the_rule_stays_with_the_profile_when_the_number_goes_to_another()
    {
        await _gateway.TextAsync(Alice, Tx, "STOP");
        var other = await ProfileAsync("other");
        await AssignAsync(DemoAccount.Id, Provider.Telnyx, Tx, other);
        Assert.Equal(Verdict.Blocked, (await _gateway.SendAsync(TxOther, Alice, "hi")).Verdict);
        Assert.Equal(Verdict.Accepted, (await _gateway.SendAsync(Tx, Alice, "hi", other)).Verdict);
    }

    [Fact]
    public async Task R15_the_networks_block_goes_with_the_number()
    {
        await _gateway.TextAsync(Alice, TxTollFree, "STOP");
        await AssignAsync(DemoAccount.Id, Provider.Telnyx, TxTollFree, await ProfileAsync("other"));
        var sent = await _gateway.SendAsync(TxTollFree, Alice, "hi");
        Assert.Equal(Verdict.Accepted, sent.Verdict);
        Assert.Equal(Outcome.CarrierOptOut, OutcomeOf(sent.Id));
        Assert.Single(_gateway.Senders.Read.ListConsents(All(Provider.None)));

        await _gateway.TextAsync(Alice, TxTollFree, "UNSTOP");
        Assert.Equal(Outcome.Delivered, OutcomeOf((await _gateway.SendAsync(TxTollFree, Alice, "hi")).Id));
        Assert.Empty(_gateway.Senders.Read.ListConsents(All(Provider.None)));
    }

    [Fact]
    public async Task R19_R20_R21_how_many_replies_each_text_gets()
    {
        Assert.Equal(1, (await _gateway.TextAsync(Alice, Rc, "STOP")).Replies);
        Assert.Equal(0, (await _gateway.TextAsync(Alice, Rc, "STOP")).Replies);
        Assert.Equal(1, (await _gateway.TextAsync(Bob, Tx, "START")).Replies);
        Assert.Equal(1, (await _gateway.TextAsync(Alice, Tx, "STOP")).Replies);
        Assert.Equal(0, (await _gateway.TextAsync(Alice, Tx, "STOP")).Replies);

        // The network's text alone on RingCentral's toll-free numbers and where Telnyx has none configured.
        Assert.Equal(1, (await _gateway.TextAsync(Alice, RcTollFree, "STOP")).Replies);
        Assert.Equal(0, (await _gateway.TextAsync(Alice, RcTollFree, "HELP")).Replies);
        Assert.Equal(1, (await _gateway.TextAsync(Bob, TxTollFree, "STOP")).Replies);
    }

    [Fact]
    public async Task R22_P36_on_toll_free_the_api_lifts_the_providers_rule_and_start_lifts_both()
    {
        await _gateway.TextAsync(Alice, RcTollFree, "STOP");
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(RcTollFree, Alice));
        await _gateway.SetConsentAsync(RcTollFree, Alice, ConsentStatus.OptIn);
        Assert.Equal(Outcome.CarrierOptOut, await BatchOutcomeAsync(RcTollFree, Alice));
        await _gateway.TextAsync(Alice, RcTollFree, "START");
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(RcTollFree, Alice));

        await _gateway.TextAsync(Alice, Tx, "STOP");
        await _gateway.TextAsync(Alice, TxTollFree, "STOP");
        await _gateway.TextAsync(Alice, TxTollFree, "START");
        Assert.Equal(Verdict.Blocked, (await _gateway.SendAsync(TxTollFree, Alice, "hi")).Verdict);
        await _gateway.TextAsync(Alice, Tx, "START");
        Assert.Equal(Outcome.Delivered, OutcomeOf((await _gateway.SendAsync(TxTollFree, Alice, "hi")).Id));
    }

    [Fact]
    public async Task R24_what_was_handed_to_the_carrier_before_a_stop_stays_as_it_was()
    {
        var sent = await _gateway.BatchAsync(Rc, "hi", Alice);
        await _gateway.TextAsync(Alice, Rc, "STOP");
        Assert.Equal(Outcome.Delivered, OutcomeOf(sent.Id));
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(Rc, Alice));
    }

    [Fact]
    public async Task R25_a_stop_to_a_number_that_never_wrote_is_recorded()
    {
        Assert.True((await _gateway.TextAsync(Alice, RcOther, "STOP")).ConsentChanged);
        Assert.Equal(RcOther, Assert.Single(Consents()).From.ToString());
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(RcOther, Alice));
    }

    [Fact]
    public async Task R26_nothing_crosses_an_account()
    {
        const int Other = 2;
        const string Theirs = "+14155550123";
        await AssignAsync(Other, Provider.RingCentral, Theirs, null);
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut);
        await _gateway.TextAsync(Alice, Rc, "STOP");
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(Theirs, Alice, Other));
        Assert.Empty(_gateway.Senders.Read.ListConsents(All(Provider.RingCentral) with { Account = Other }));

        var replies = await _gateway.Senders.SetConsentsAsync(
            Other, [Wildcard(ConsentStatus.OptOut)], CancellationToken.None);
        Assert.Equal(Verdict.Accepted, replies[0].Verdict);
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptIn);
        Assert.Equal(Outcome.Delivered, await BatchOutcomeAsync(Rc, Alice));
        Assert.Equal(Outcome.Blocked, await BatchOutcomeAsync(Theirs, Alice, Other));

        // Nor may one account write with the other's number.
        replies = await _gateway.Senders.SetConsentsAsync(Other, [Pair(ConsentStatus.OptOut)], CancellationToken.None);
        Assert.Equal(Verdict.UnknownSender, replies[0].Verdict);
    }

    private static SetConsent Pair(ConsentStatus status) =>
        new(Address.Parse(Rc), PhoneNumber.Parse(Alice), status, ConsentSource.Api);

    private static SetConsent Wildcard(ConsentStatus status) =>
        new(null, PhoneNumber.Parse(Alice), status, ConsentSource.Api);

    private static ConsentQuery All(Provider provider) =>
        new(provider, DemoAccount.Id, null, null, [], [], null, null, null, null, 0, 100);

    private IReadOnlyList<ConsentRecord> Consents() => _gateway.Senders.Read.ListConsents(All(Provider.RingCentral));

    private async Task<Guid> ProfileAsync(string name)
    {
        var created = await _gateway.Senders.CreateProfileAsync(
            new(DemoAccount.Id, new(name, ["*"])), CancellationToken.None);
        return created.Profile!.Id;
    }

    private async Task AssignAsync(int account, Provider provider, string number, Guid? profile)
    {
        var reply = await _gateway.Senders.AssignNumberAsync(
            new(account, provider, Address.Parse(number), profile), CancellationToken.None);
        Assert.Equal(Verdict.Accepted, reply.Verdict);
    }

    private async Task<Outcome> BatchOutcomeAsync(string from, string to, int account = DemoAccount.Id)
    {
        var batch = await _gateway.Senders.SubmitBatchAsync(
            new()
            {
                Account = account, From = Address.Parse(from), Text = "hi"u8.ToArray(),
                Recipients = new[] { PhoneNumber.Parse(to).Value },
            },
            CancellationToken.None);
        Assert.Equal(Verdict.Accepted, batch.Verdict);
        return OutcomeOf(batch.Id);
    }

    private Outcome OutcomeOf(MessageId id) => _gateway.Senders.Read.FindMessage(id)!.Dispatch!.Value.Outcome;
}
