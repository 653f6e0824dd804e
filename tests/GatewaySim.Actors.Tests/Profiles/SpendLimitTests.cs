using System.Globalization;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Tests.Profiles;

/// <summary>What a profile may spend on a day: one part costs 0.007 dollars.</summary>
public sealed class SpendLimitTests : IDisposable
{
    private static readonly PhoneNumber Number = PhoneNumber.Parse("+13125550100");
    private static readonly PhoneNumber Alice = ProfileScene.Alice;
    private static readonly PhoneNumber Bob = ProfileScene.Bob;

    private readonly ProfileScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("0", "hi", 0, "0")]
    [InlineData("0.007", "hi", 1, "0.007")]
    [InlineData("0.0071", "hi", 2, "0.014")]
    [InlineData("0.02", "hi", 3, "0.021")]
    [InlineData("0.02", "161 of GSM-7", 2, "0.028")]
    [InlineData("0.02", "71 of UCS-2", 2, "0.028")]
    public void What_reaches_the_limit_is_the_last_that_passes(string limit, string text, int passes, string cost)
    {
        Limit(limit);
        text = text switch
        {
            "161 of GSM-7" => new('a', 161),
            "71 of UCS-2" => new('ж', 71),
            _ => text,
        };
        for (var n = 0; n < passes; n++)
        {
            Assert.Empty(_scene.Events<SpendLimitReached>());
            Assert.Equal(Verdict.Accepted, _scene.Send(Alice, Number, text).Verdict);
        }

        // It is told with the message that reaches it, not with the first one that is refused.
        Assert.Equal(Math.Min(passes, 1), _scene.Events<SpendLimitReached>().Count);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(Verdict.SpendLimited, _scene.Send(Bob, Number).Verdict);
        }

        Assert.Equal([new(Amount(limit), Amount(cost))], _scene.Events<SpendLimitReached>());
        _scene.Check();
    }

    [Fact]
    public void Nothing_but_midnight_in_utc_resets_what_was_spent()
    {
        // Counted while it is off, while it is on, and whatever the limit is.
        Limit("0.02", isOn: false);
        Assert.Equal(Verdict.Accepted, SendMany(4));
        Limit("0.02");
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        Limit("0.02", isOn: false);
        Assert.Equal(Verdict.Accepted, SendMany(1));
        Limit("0.05");
        Assert.Equal(Verdict.Accepted, SendMany(3));
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        Limit(null);
        Assert.Equal(Verdict.Accepted, SendMany(1));
        Limit("0.01");

        // The scene begins at 03:04:05.
        _scene.Pass(TimeSpan.FromHours(20));
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        Assert.Single(_scene.Events<SpendLimitReached>());
        _scene.Pass(TimeSpan.FromHours(1));
        Assert.Equal(Verdict.Accepted, SendMany(2));
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        Assert.Equal(
            [new(0.02m, 0.028m), new(0.01m, 0.014m)], _scene.Events<SpendLimitReached>());
        _scene.Check();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void It_survives_restarts_with_and_without_snapshots(int snapshotEvents)
    {
        _scene.Restart(new() { SnapshotEvents = snapshotEvents });
        Limit("0.02");
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(Verdict.Accepted, SendMany(1));
            _scene.Restart();
        }

        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        _scene.Restart();
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        Assert.Single(_scene.Events<SpendLimitReached>());
        _scene.Check();
    }

    [Fact]
    public void Scheduled_messages_are_asked_when_they_come_and_when_they_leave()
    {
        Limit("0.014");
        var first = _scene.Schedule(Alice, TimeSpan.FromHours(1), Number).Id;
        var (second, third) = (Later(2), Later(3));
        var stopped = _scene.Schedule(Bob, TimeSpan.FromHours(3), Number).Id;
        _scene.Hear(Bob, Number, "STOP");
        Assert.Equal(Verdict.Accepted, SendMany(1));
        _scene.Pass(TimeSpan.FromHours(4));
        Assert.Equal(
            [Outcome.Delivered, Outcome.SpendLimited, Outcome.SpendLimited, Outcome.Blocked],
            [
                _scene.OutcomeOf(first), _scene.OutcomeOf(second), _scene.OutcomeOf(third),
                _scene.OutcomeOf(stopped),
            ]);
        Assert.Equal(new SpendLimitReached(0.014m, 0.014m), Assert.Single(_scene.Events<SpendLimitReached>()));
        Assert.Equal(Verdict.SpendLimited, _scene.Schedule(Alice, TimeSpan.FromDays(1), Number).Verdict);
        _scene.Check();

        Domain.MessageId Later(int hours) => _scene.Schedule(Alice, TimeSpan.FromHours(hours), Number).Id;
    }

    [Fact]
    public void What_was_due_while_the_clock_jumped_counts_on_its_own_day()
    {
        Limit("0.007");
        _scene.Sweep();
        var ids = new[] { 10, 12, 30, 31 }
            .Select(h => _scene.Schedule(Alice, TimeSpan.FromHours(h), Number).Id).ToList();
        _scene.Pass(TimeSpan.FromDays(3));
        Assert.Equal(
            [Outcome.Delivered, Outcome.SpendLimited, Outcome.Delivered, Outcome.SpendLimited],
            ids.Select(id => _scene.OutcomeOf(id)!.Value));
        Assert.Equal([new(0.007m, 0.007m), new(0.007m, 0.007m)], _scene.Events<SpendLimitReached>());
        Assert.Equal(Verdict.Accepted, SendMany(1));
        _scene.Check();
    }

    [Fact]
    public void A_scheduled_message_counts_its_own_parts_on_the_day_that_it_leaves()
    {
        Limit("0.02");
        _scene.Restart(new() { SnapshotEvents = 1 });
        _scene.Schedule(Alice, TimeSpan.FromHours(22), Number);
        Assert.Equal(Verdict.Accepted, SendMany(2));
        _scene.Pass(TimeSpan.FromHours(23));
        Assert.Equal(Verdict.Accepted, SendMany(2));
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        _scene.Check();
    }

    [Fact]
    public void A_group_message_costs_a_part_for_each_recipient_who_gets_it()
    {
        Limit("0.02");
        _scene.Hear(Bob, Number, "STOP");
        Assert.Equal(Verdict.Accepted, _scene.SendGroup(Number, Alice, Bob).Verdict);
        Assert.Equal(Verdict.Accepted, SendMany(1));
        Assert.Equal(Verdict.Accepted, _scene.SendGroup(Number, Alice, new PhoneNumber(15552000003)).Verdict);
        Assert.Equal(Verdict.SpendLimited, _scene.SendGroup(Number, Alice).Verdict);
        Assert.Equal(new SpendLimitReached(0.02m, 0.028m), Assert.Single(_scene.Events<SpendLimitReached>()));
        _scene.Check();
    }

    [Fact]
    public void A_block_is_said_before_the_limit_and_automatic_replies_are_free()
    {
        Limit("0.007");
        _scene.Hear(Bob, Number, "STOP");
        Assert.Single(_scene.Events<ReplySent>());
        Assert.Equal(Verdict.Accepted, SendMany(1));
        Assert.Equal(Verdict.Blocked, _scene.Send(Bob, Number).Verdict);
        Assert.Equal(Verdict.SpendLimited, SendMany(1));
        _scene.Hear(Bob, Number, "START");
        Assert.Equal(2, _scene.Events<ReplySent>().Count);
    }

    [Fact]
    public void It_is_a_fact_of_the_profile()
    {
        Limit("0");
        SendMany(1);
        var reader = new FactReader(_scene.Journal);
        var facts = new List<Fact>();
        foreach (var kinds in (FactKinds[])[FactKinds.Profiles, FactKinds.All & ~FactKinds.Profiles])
        {
            _scene.Journal.Visit(0, 0, long.MaxValue, (in stored) =>
            {
                if (reader.Read(stored, kinds) is { } block)
                {
                    facts.Add(block[0]);
                }

                return true;
            });
        }

        var fact = Assert.Single(facts);
        Assert.Equal((FactKind.SpendLimitReached, fact.Block.At), (fact.Kind, fact.Due));
        Assert.Equal(ProfileScene.Profile, fact.Block.Scope);
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private void Limit(string? dollars, bool isOn = true) => _scene.Publish(_scene.Settings with
    {
        DailySpendLimit = dollars is null ? null : Amount(dollars), IsSpendLimited = isOn,
    });

    /// <returns>What the last one was answered.</returns>
    private Verdict SendMany(int count)
    {
        var last = Verdict.Unknown;
        for (; count > 0; count--)
        {
            last = _scene.Send(Alice, Number).Verdict;
        }

        return last;
    }
}
