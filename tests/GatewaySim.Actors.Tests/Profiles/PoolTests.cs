using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Profiles;

/// <summary>What the owner of a profile knows when it chooses a sender, in time and across restarts.</summary>
public sealed class PoolTests : IDisposable
{
    private static readonly PhoneNumber Alice = ProfileScene.Alice;
    private static readonly PhoneNumber Bob = ProfileScene.Bob;
    private static readonly PhoneNumber TollFree = PhoneNumber.Parse("+18335550100");
    private static readonly PhoneNumber[] Many =
        [.. Enumerable.Range(100, 60).Select(n => new PhoneNumber(13_125_550_000UL + (ulong)n))];

    private readonly ProfileScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_recipient_keeps_its_sender_until_8_days_after_the_last_message(int snapshotEvents)
    {
        _scene.Restart(new() { SnapshotEvents = snapshotEvents });
        Use(new(1, 1, false, StickySender: true), Many);
        var sender = _scene.Send(Alice).Chosen;
        Assert.NotEqual(sender, _scene.Send(Bob).Chosen);
        foreach (var (days, from) in ((double, PhoneNumber?)[])[(1, null), (7.9, null), (7.9, Many[0]), (7.9, null)])
        {
            // A message from a named number leaves the sender as it is, and begins the 8 days anew too.
            _scene.Pass(TimeSpan.FromDays(days));
            _scene.Restart();
            var sent = _scene.Send(Alice, from);
            Assert.Equal(from is null ? sender : default, sent.Chosen);
            _scene.Check();
        }

        // Two in the table, and Bob's is long over.
        Assert.Equal(2, _scene.Events<StickySenderSet>().Count);
        _scene.Pass(TimeSpan.FromDays(8));
        Assert.NotEqual(sender, _scene.Send(Alice).Chosen);
        Assert.Equal(3, _scene.Events<StickySenderSet>().Count);
        Assert.Equal(1, _scene.StickyCount);
        _scene.Check();
    }

    [Fact]
    public void A_scheduled_message_has_its_sender_at_once_and_begins_the_8_days_when_it_is_sent()
    {
        Use(new(1, 1, false, StickySender: true), Many);
        var sender = _scene.Schedule(Alice, TimeSpan.FromDays(4)).Chosen;
        Assert.Contains(sender, Many);
        _scene.Pass(TimeSpan.FromDays(4));
        _scene.Pass(TimeSpan.FromDays(7));
        Assert.Equal(sender, _scene.Send(Alice).Chosen);
        Assert.All(_scene.Events<MessageScheduled>(), e => Assert.Equal(sender, e.From));
        _scene.Check();
    }

    [Fact]
    public void A_sender_that_left_the_profile_or_cannot_send_an_mms_is_replaced()
    {
        var british = PhoneNumber.Parse("+447700900100");
        Use(new(0, 1, false, StickySender: true), [british]);
        Assert.Equal(british, _scene.Send(Alice).Chosen);
        Assert.Equal(Verdict.NoSender, _scene.Send(Alice, options: new() { Subject = "s" }).Verdict);

        Use(_scene.Settings.NumberPool, [british, .. Many]);
        Assert.Equal(british, _scene.Send(Alice).Chosen);
        var mms = _scene.Send(Alice, options: new() { Subject = "s" }).Chosen;
        Assert.Contains(mms, Many);
        Assert.Equal(mms, _scene.Send(Alice).Chosen);
        _scene.Lose(mms);
        Assert.NotEqual(mms, _scene.Send(Alice).Chosen);
        _scene.Check();
    }

    [Fact]
    public void Without_stickiness_nothing_is_kept_and_what_was_kept_is_cleared_once()
    {
        Use(new(1, 1, false, StickySender: true), Many);
        var sender = _scene.Send(Alice).Chosen;
        Use(new(1, 1, false), Many);
        Assert.True(Enumerable.Range(0, 8).Select(_ => _scene.Send(Alice).Chosen).Distinct().Count() > 4);
        _scene.ClearSticky();
        _scene.ClearSticky();
        Assert.Single(_scene.Events<StickySendersCleared>());
        Use(new(1, 1, false, StickySender: true), Many);
        Assert.NotEqual(sender, _scene.Send(Alice).Chosen);
        Assert.Equal(1, _scene.StickyCount);
        _scene.Check();
    }

    [Fact]
    public void A_full_table_keeps_whom_it_has_and_sends_to_others_all_the_same()
    {
        _scene.Restart(new() { StickyRecipientsMax = 1 });
        Use(new(1, 1, false, StickySender: true), Many);
        var sender = _scene.Send(Alice).Chosen;
        Assert.True(Enumerable.Range(0, 8).Select(_ => _scene.Send(Bob).Chosen).Distinct().Count() > 4);
        Assert.Equal(sender, _scene.Send(Alice).Chosen);
        _scene.Lose(sender);
        Assert.Equal(_scene.Send(Alice).Chosen, _scene.Send(Alice).Chosen);
        Assert.Equal(1, _scene.StickyCount);
    }

    [Fact]
    public void Restarts_do_not_change_who_is_chosen()
    {
        using var other = new ProfileScene(new() { SnapshotEvents = 1 });
        Use(new(1, 1, false), Many);
        (other.Settings, other.Numbers) = (_scene.Settings, _scene.Numbers);
        var (left, right) = (new List<PhoneNumber>(), new List<PhoneNumber>());
        for (var n = 0; n < 12; n++)
        {
            left.Add(n % 4 == 3 ? _scene.Schedule(Alice, TimeSpan.FromDays(1)).Chosen : _scene.Send(Alice).Chosen);
            other.Restart();
            right.Add(n % 4 == 3 ? other.Schedule(Alice, TimeSpan.FromDays(1)).Chosen : other.Send(Alice).Chosen);
        }

        Assert.Equal(left, right);
        Assert.True(left.Distinct().Count() > 8);
        other.Check();
    }

    [Fact]
    public void A_block_is_the_profiles_and_leaves_no_sender_behind()
    {
        Use(new(1, 1, false, StickySender: true), Many);
        _scene.Hear(Alice, Many[3], "STOP");
        var reply = _scene.Send(Alice);
        Assert.Equal(Verdict.Blocked, reply.Verdict);
        Assert.Contains(reply.Chosen, Many);
        Assert.Equal(Verdict.Blocked, _scene.Schedule(Alice, TimeSpan.FromDays(1)).Verdict);
        Assert.Empty(_scene.Events<StickySenderSet>());
    }

    [Fact]
    public void Unhealthy_senders_are_passed_over_until_the_day_is_over()
    {
        var people = Enumerable.Range(1, 10).Select(n => new PhoneNumber(15_552_000_000UL + (ulong)n)).ToArray();
        Use(new(1, 1, true, StickySender: true), [TollFree]);
        _scene.BlockAtNetwork(TollFree, people);
        for (var n = 0; n < 9; n++)
        {
            Assert.Equal(TollFree, _scene.Send(people[n]).Chosen);
        }

        Assert.Equal(new SenderHealth(9, 0, 0, 0), _scene.HealthOf(TollFree));
        Assert.Equal(TollFree, _scene.Send(people[9]).Chosen);
        Assert.False(_scene.HealthOf(TollFree).IsHealthy);
        Assert.Equal(Verdict.NoSender, _scene.Send(people[0]).Verdict);

        // A sender that is named is not judged, a good day makes it healthy, and so does the next one.
        _scene.Restart();
        Assert.Equal(Verdict.NoSender, _scene.Send(people[0]).Verdict);
        Assert.Equal(Verdict.Accepted, _scene.Send(people[0], TollFree).Verdict);
        Use(new(1, 1, false), [TollFree]);
        Assert.Equal(TollFree, _scene.Send(people[0]).Chosen);
        Use(new(1, 1, true), [TollFree, Many[0]]);
        Assert.All(Enumerable.Range(0, 12), _ => Assert.Equal(Many[0], _scene.Send(people[0]).Chosen));
        _scene.Check();
        _scene.Pass(TimeSpan.FromDays(1));
        Assert.Equal(default, _scene.HealthOf(TollFree));
        Assert.Contains(TollFree, Enumerable.Range(0, 12).Select(_ => _scene.Send(people[0]).Chosen));
        _scene.Check();
    }

    [Fact]
    public void Texts_and_messages_count_for_the_health_of_their_number()
    {
        _scene.Hear(Bob, Many[0], "hello");
        _scene.Send(Alice, Many[0]);
        _scene.SendGroup(Many[0], Alice, Bob);
        _scene.Schedule(Alice, TimeSpan.FromHours(1), Many[0]);
        Assert.Equal(new SenderHealth(3, 3, 0, 1), _scene.HealthOf(Many[0]));
        _scene.Pass(TimeSpan.FromHours(1));
        Assert.Equal(new SenderHealth(4, 4, 0, 1), _scene.HealthOf(Many[0]));
        Assert.Equal(default, _scene.HealthOf(Many[1]));
    }

    [Fact]
    public async Task A_profile_without_a_pool_has_no_sender_and_switching_stickiness_off_clears_it()
    {
        using var gateway = await TestGateway.StartAsync();
        ITelnyxAccounts accounts = gateway.Gateway;
        var profile = gateway.Senders.Directory.FirstProfile(DemoAccount.Id)!.Id;
        Assert.Equal(Verdict.NoSender, (await SendAsync()).Verdict);

        await SetAsync(new(1, 1, false, StickySender: true));
        var sender = (await SendAsync()).Chosen;
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync())), r => Assert.Equal(sender, r.Chosen));
        await SetAsync(new(1, 1, false, StickySender: true, Geomatch: true));
        Assert.Equal(sender, (await SendAsync()).Chosen);
        var before = gateway.EventCount;
        await SetAsync(new(1, 1, false));
        Assert.Equal(before + 2, gateway.EventCount);
        await SetAsync(null);
        Assert.Equal(before + 3, gateway.EventCount);
        Assert.Equal(Verdict.NoSender, (await SendAsync()).Verdict);

        async Task SetAsync(NumberPool? pool) => Assert.Equal(Verdict.Accepted, (await accounts.ConfigureProfileAsync(
            new(DemoAccount.Id, profile, s => s with { NumberPool = pool }))).Verdict);

        Task<SendReply> SendAsync() => gateway.Senders.SendAsync(
            new(DemoAccount.Id, default, Alice, "x", profile, MessageOptions.None), CancellationToken.None).AsTask();
    }

    private void Use(NumberPool? pool, IReadOnlyList<PhoneNumber> numbers)
    {
        foreach (var number in _scene.Numbers.Except(numbers).ToList())
        {
            _scene.Lose(number);
        }

        _scene.Numbers = numbers;
        _scene.Publish(_scene.Settings with { NumberPool = pool });
    }
}
