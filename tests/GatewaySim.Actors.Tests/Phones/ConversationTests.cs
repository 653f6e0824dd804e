using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Phones;

/// <summary>What a handset was written and wrote, from the journal.</summary>
public sealed class ConversationTests
{
    private const string RingCentralNumber = "+16505550100";
    private const string TelnyxNumber = "+13125550100";
    private const string Phone = "+12065550123";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handset_sees_what_both_providers_sent_and_what_it_answered_the_newest_last()
    {
        using var gateway = await TestGateway.StartAsync();
        await gateway.BatchAsync(RingCentralNumber, "Sale", "+12065550122", Phone, Phone);
        await gateway.SendAsync(TelnyxNumber, Phone, "Hello");
        await gateway.SendAsync(TelnyxNumber, "+12065550122", "Not for you");
        await gateway.TextAsync(Phone, TelnyxNumber, "stop");
        await gateway.SendAsync(TelnyxNumber, Phone, "Blocked, so nothing came of it");
        await gateway.TextAsync("+12065550122", TelnyxNumber, "stop");

        var page = (await gateway.Gateway.ReadAsync(PhoneNumber.Parse(Phone), null, 10, Cancel))!;

        Assert.False(page.HasEarlier);
        Assert.Equal(["Sale", "Sale", "Hello", "stop"], page.Messages.Take(4).Select(m => m.Text));
        Assert.Equal([1, 2, 0, 0, 0], page.Messages.Select(m => m.Id.Index));
        Assert.Equal(
            [Direction.Outbound, Direction.Outbound, Direction.Outbound, Direction.Inbound, Direction.Outbound],
            page.Messages.Select(m => m.Direction));
        Assert.True(page.Messages[4].IsAutoReply);
        Assert.Equal(page.Messages.Select(m => m.AcceptedAt).Order(), page.Messages.Select(m => m.AcceptedAt));
    }

    [Fact]
    public async Task Messages_to_groups_and_for_later_are_the_handsets_own_too()
    {
        using var gateway = await TestGateway.StartAsync();
        await gateway.Senders.SendGroupAsync(
            new(DemoAccount.Id, Address.Parse(TelnyxNumber), [PhoneNumber.Parse("+12065550122"),
                PhoneNumber.Parse(Phone)], "Group", MessageOptions.None,
                RefusesBlocked: false),
            Cancel);
        await gateway.Senders.SendAsync(
            new(DemoAccount.Id, Address.Parse(TelnyxNumber), Address.Parse(Phone), "Later", null, MessageOptions.None)
            {
                SendAt = gateway.Gateway.Now.Plus(TimeSpan.FromHours(1)),
            },
            Cancel);

        var page = (await gateway.Gateway.ReadAsync(PhoneNumber.Parse(Phone), null, 10, Cancel))!;

        Assert.Equal([("Group", 2), ("Later", 0)], page.Messages.Select(m => (m.Text, m.Id.Index)));
        Assert.Equal(Address.Parse(Phone), page.Messages[0].To);
        Assert.Equal(MessageStage.Scheduled, page.Messages[1].ProgressAt(gateway.Gateway.Now).Stage);
    }

    /// <summary>
    /// Goal: a walk over pages sees every message of a handset once, in order, whatever the size of a page. Method:
    /// texts to ten handsets from many senders, so from many shards; the walk is compared with one large page.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_walk_over_pages_sees_every_message_once(int size)
    {
        using var gateway = await TestGateway.StartAsync();
        var random = new Random(size);
        var expected = new List<string>();
        for (var n = 0; n < 60; n++)
        {
            string[] to = [.. Enumerable.Range(0, 4).Select(_ => $"+1206555012{random.Next(10)}")];
            await gateway.BatchAsync($"+1650555010{random.Next(10)}", $"Text {n}", to);
            expected.AddRange(to.Where(t => t == Phone).Select(_ => $"Text {n}"));
        }

        var seen = new List<MessageRecord>();
        MessageId? before = null;
        for (var hasMore = true; hasMore;)
        {
            var page = (await gateway.Gateway.ReadAsync(PhoneNumber.Parse(Phone), before, size, Cancel))!;
            Assert.InRange(page.Messages.Count, 1, size);
            seen.InsertRange(0, page.Messages);
            before = page.Messages[0].Id;
            hasMore = page.HasEarlier;
        }

        Assert.True(expected.Count > 10);
        Assert.Equal(expected, seen.Select(m => m.Text));
    }

    [Fact]
    public async Task A_place_that_is_none_is_said_to_be_none_and_a_handset_nobody_wrote_to_has_an_empty_page()
    {
        using var gateway = await TestGateway.StartAsync();
        var phone = PhoneNumber.Parse(Phone);
        Assert.Null(await gateway.Gateway.ReadAsync(phone, MessageId.At(0, 4_000), 10, Cancel));
        Assert.Null(await gateway.Gateway.ReadAsync(phone, MessageId.At(1_000, 1), 10, Cancel));
        var page = (await gateway.Gateway.ReadAsync(phone, null, 10, Cancel))!;
        Assert.Empty(page.Messages);
        Assert.False(page.HasEarlier);
    }
}
