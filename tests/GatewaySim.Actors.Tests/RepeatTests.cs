using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>What the repeat of each command does, and how many events it stores.</summary>
public sealed class RepeatTests : IDisposable
{
    private const string Rc = "+16505550100";
    private const string Tx = "+13125550100";
    private const string Alice = "+15552000001";

    private readonly TestGateway _gateway = TestGateway.StartAsync().GetAwaiter().GetResult();

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData(Rc, "STOP"), InlineData(Rc, "START"), InlineData(Rc, "hello")]
    [InlineData(Tx, "STOP"), InlineData(Tx, "HELP")]
    public async Task P06_a_text_with_a_known_external_id_is_the_same_and_stores_nothing(string number, string text)
    {
        var first = await _gateway.TextAsync(Alice, number, text, id: "x-1");
        var before = _gateway.EventCount;
        var again = await _gateway.TextAsync(Alice, number, text, id: "x-1");
        Assert.Equal((Verdict.Unchanged, first.Id), (again.Verdict, again.Id));
        Assert.Equal((false, 0), (again.ConsentChanged, again.Replies));
        Assert.Equal(before, _gateway.EventCount);
    }

    [Theory]
    [InlineData(Rc), InlineData(Tx)]
    public async Task P07_a_second_stop_stores_the_text_alone(string number)
    {
        await _gateway.TextAsync(Alice, number, "STOP");
        var before = _gateway.EventCount;
        var again = await _gateway.TextAsync(Alice, number, "STOP");
        Assert.Equal((Verdict.Accepted, false, 0), (again.Verdict, again.ConsentChanged, again.Replies));
        Assert.Equal(before + 1, _gateway.EventCount);
    }

    [Fact]
    public async Task A_pair_set_to_what_it_is_stores_nothing_and_keeps_its_time()
    {
        var first = await _gateway.SetConsentAsync(Rc, Alice, ConsentStatus.OptOut);
        var before = _gateway.EventCount;
        var again = await _gateway.SetConsentAsync(Rc, Alice, ConsentStatus.OptOut);
        Assert.Equal((Verdict.Unchanged, first.At), (again.Verdict, again.At));
        Assert.Equal(before, _gateway.EventCount);
    }

    [Fact]
    public async Task An_account_wide_record_set_again_is_a_new_event_as_it_is_newer_than_every_pair()
    {
        await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut);
        var before = _gateway.EventCount;
        Assert.Equal(Verdict.Accepted, (await _gateway.SetConsentAsync("*", Alice, ConsentStatus.OptOut)).Verdict);
        Assert.Equal(before + 1, _gateway.EventCount);
    }

    [Fact]
    public async Task A_batch_submitted_again_is_another_batch()
    {
        var first = await _gateway.BatchAsync(Rc, "hi", Alice);
        var again = await _gateway.BatchAsync(Rc, "hi", Alice);
        Assert.Equal((Verdict.Accepted, Verdict.Accepted), (first.Verdict, again.Verdict));
        Assert.NotEqual(first.Id, again.Id);
    }

    [Fact]
    public async Task P30_a_message_sent_again_is_another_message_and_a_refused_one_stores_nothing()
    {
        var first = await _gateway.SendAsync(Tx, Alice, "hi");
        Assert.NotEqual(first.Id, (await _gateway.SendAsync(Tx, Alice, "hi")).Id);
        await _gateway.TextAsync(Alice, Tx, "STOP");
        var before = _gateway.EventCount;
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(Verdict.Blocked, (await _gateway.SendAsync(Tx, Alice, "hi")).Verdict);
        }

        Assert.Equal(before, _gateway.EventCount);
    }

    [Fact]
    public async Task A_profile_created_again_is_another_profile()
    {
        var command = new CreateProfile(DemoAccount.Id, new("same", ["*"]));
        var first = await _gateway.Senders.CreateProfileAsync(command, CancellationToken.None);
        var again = await _gateway.Senders.CreateProfileAsync(command, CancellationToken.None);
        Assert.NotEqual(first.Profile!.Id, again.Profile!.Id);
    }

    [Fact]
    public async Task A_number_assigned_to_where_it_is_stores_nothing()
    {
        var profile = _gateway.Senders.Directory.FindNumber(Provider.Telnyx, Address.Parse(Tx))!.Profile;
        var before = _gateway.EventCount;
        var again = await _gateway.Senders.AssignNumberAsync(
            new(DemoAccount.Id, Provider.Telnyx, Address.Parse(Tx), profile), CancellationToken.None);
        Assert.Equal(Verdict.Unchanged, again.Verdict);
        Assert.Equal(before, _gateway.EventCount);
    }

    [Fact]
    public async Task Questions_store_nothing()
    {
        var before = _gateway.EventCount;
        for (var n = 0; n < 3; n++)
        {
            Assert.NotNull((await _gateway.Senders.ExplainAsync(
                Address.Parse(Rc), PhoneNumber.Parse(Alice), Provider.None, CancellationToken.None)).Explanation);
        }

        Assert.Equal(before, _gateway.EventCount);
    }
}
