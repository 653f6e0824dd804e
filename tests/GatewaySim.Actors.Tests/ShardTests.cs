using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests;

/// <summary>One shard, stepped by hand on a journal that waits.</summary>
public sealed class ShardTests : IDisposable
{
    private static readonly PhoneNumber Business = new(16505550100);
    private static readonly PhoneNumber Alice = new(15552000001);
    private static readonly PhoneNumber Bob = new(15552000002);

    private readonly GatedJournal _journal = new(shards: 1);
    private readonly SteppedTime _time = new();
    private Gateway _gateway;

    public ShardTests() => _gateway = Start(new());

    private Shard Shard => _gateway.Shards[0];

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void P5_nothing_is_answered_before_the_journal_has_it()
    {
        var stop = Hear(Alice, "STOP");
        Assert.True(Shard.Step());
        Assert.Equal((1, 0), (_journal.Waiting, _journal.Durable.EventCount));
        Assert.False(stop.IsAnswered);
        _journal.Commit();
        Assert.True(stop.IsAnswered);
        Assert.Equal((Verdict.Accepted, true), (stop.Result.Verdict, stop.Result.ConsentChanged));
    }

    [Fact]
    public void P5_an_answer_without_events_waits_for_the_turn_it_stands_on()
    {
        Hear(Alice, "STOP", "id");
        Shard.Step();
        var repeat = Hear(Alice, "STOP", "id");
        Shard.Step();
        Assert.False(repeat.IsAnswered);
        _journal.Fail(isStored: false);
        Assert.False(repeat.IsAnswered);
        _journal.Commit();
        Assert.Equal(Verdict.Unknown, repeat.Result.Verdict);
    }

    [Fact]
    public void G7_a_full_mailbox_refuses_at_once()
    {
        _gateway = Start(new() { MailboxCommandsMax = 2 });
        var texts = Enumerable.Range(0, 3).Select(_ => Hear(Alice, "hello")).ToList();
        Assert.Equal([false, false, true], texts.Select(t => t.IsAnswered));
        Assert.Equal(Verdict.Overloaded, texts[2].Result.Verdict);
    }

    [Fact]
    public void A_decision_that_throws_is_unknown_and_the_shard_comes_back_from_the_journal()
    {
        Finish(Hear(Alice, "STOP"));
        var bomb = Post(new BombAsk(Scope.OfSender(1, Business)));
        Shard.Step();
        Assert.Equal((Verdict.Unknown, false), (bomb.Result, Shard.IsReady));
        Assert.True(Finish(Explain(Alice)).IsBlocked);
        Assert.Equal((1, true), (Shard.Restarts, Shard.IsReady));
    }

    [Fact]
    public void A_decision_that_throws_leaves_the_other_shards_alone()
    {
        using var journal = new GatedJournal(shards: 2);
        using var gateway = Start(journal, new());
        Scope[] scopes =
            [.. Enumerable.Range(100, 50).Select(n => Scope.OfSender(1, new PhoneNumber(16505550000UL + (ulong)n)))];
        var (mine, other) = (scopes.First(s => s.ShardOf(2) == 0), scopes.First(s => s.ShardOf(2) == 1));
        var explain = new ExplainAsk(other, Business, Alice);
        Assert.True(gateway.Shards[0].TryPost(new BombAsk(mine)));
        Assert.True(gateway.Shards[1].TryPost(explain));
        Assert.True(gateway.Shards[0].Step());
        Assert.True(gateway.Shards[1].Step());
        Assert.Equal((Verdict.Accepted, 0), (explain.Result.Verdict, gateway.Shards[1].Restarts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failed_append_is_unknown_and_the_shard_knows_what_is_stored(bool isStored)
    {
        var stop = Hear(Alice, "STOP");
        Shard.Step();
        _journal.Fail(isStored);
        Assert.Equal(Verdict.Unknown, stop.Result.Verdict);
        Assert.Equal(isStored, Finish(Explain(Alice)).IsBlocked);
        Assert.Equal(1, Shard.Restarts);
    }

    [Fact]
    public void Behind_a_failed_append_everything_is_unknown_until_the_shard_is_rebuilt()
    {
        Set(Alice, ConsentStatus.OptOut);
        Shard.Step();
        var second = Set(Bob, ConsentStatus.OptOut);
        Shard.Step();
        _journal.Fail(isStored: true);
        _journal.Commit();
        Assert.Equal(Verdict.Unknown, second.Result[0].Verdict);
        Assert.Equal(0, _gateway.Context.Wildcards.LastSequence);
        Finish(Explain(Alice));
        Assert.Equal(2, _gateway.Context.Wildcards.LastSequence);
    }

    [Fact]
    public void P21_what_is_published_is_the_record_that_is_durable()
    {
        Set(Alice, ConsentStatus.OptOut);
        Shard.Step();
        Set(Alice, ConsentStatus.OptIn);
        Shard.Step();
        _journal.Commit();
        Assert.Equal(ConsentStatus.OptOut, _gateway.Context.Wildcards.Find(1, Alice.Value).Status);
        _journal.Commit();
        Assert.Equal(ConsentStatus.OptIn, _gateway.Context.Wildcards.Find(1, Alice.Value).Status);
    }

    [Fact]
    public void An_idle_scope_leaves_memory_and_comes_back_with_its_state()
    {
        _gateway = Start(new() { IdleSeconds = 1 });
        Finish(Hear(Alice, "STOP", "id"));
        Assert.Contains(Shard.State!.Entities, e => e.Scope.Kind == ScopeKind.Sender);
        for (var n = 0; n < 3; n++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Shard.Sweep();
            Settle();
        }

        Assert.DoesNotContain(Shard.State!.Entities, e => e.Scope.Kind == ScopeKind.Sender);
        Assert.True(Finish(Explain(Alice)).IsBlocked);
        Assert.Equal(Verdict.Unchanged, Finish(Hear(Alice, "STOP", "id")).Verdict);
    }

    [Fact]
    public void G7_more_queued_messages_than_the_limit_are_refused_also_after_a_restart()
    {
        var limits = new ShardOptions { QueuedMessagesMax = 5, DispatchMessagesMax = 1, TurnCommandsMax = 1 };
        _gateway = Start(limits);
        var first = Submit(4);
        Shard.Step();
        _journal.Commit();
        Assert.Equal(Verdict.Accepted, first.Result.Verdict);
        _gateway = Start(limits);
        var second = Submit(4);
        Shard.Step();
        _journal.Commit();
        Assert.Equal(Verdict.Overloaded, second.Result.Verdict);
        Settle();
        Assert.Equal(Verdict.Accepted, Finish(Submit(4)).Verdict);
    }

    [Fact]
    public void G7_a_full_consent_table_fails_closed()
    {
        _gateway = Start(new() { RecipientsMax = 1 });
        Finish(Hear(Alice, "STOP"));
        Assert.Equal(Verdict.Overloaded, Finish(Hear(Bob, "STOP")).Verdict);
        Assert.Equal(Verdict.Accepted, Finish(Hear(Alice, "START")).Verdict);

        var profile = Scope.OfProfile(1, Guid.NewGuid());
        _gateway.Context.Directory.Publish(new ProfileRecord(profile.Profile, 1, new("p", ["*"]), default, default));
        var telnyx = DemoAccount.TelnyxNumbers[0];
        Finish(Post(Ingress.Classify(profile, new(Alice, telnyx, "STOP"))));
        Assert.Equal(Verdict.Overloaded, Finish(Post(new SendAsk(
            profile, new(1, telnyx, Bob, "hi", null, MessageOptions.None)))).Verdict);
    }

    private Gateway Start(ShardOptions limits) => Start(_journal, limits);

    private Gateway Start(GatedJournal journal, ShardOptions limits)
    {
        var gateway = new Gateway(
            journal, _time, new() { Carrier = "instant" }, new(), limits, NullLogger.Instance, _ => { });
        foreach (var shard in gateway.Shards)
        {
            shard.Start();
        }

        return gateway;
    }

    private Ingress Ingress => new(new(), _gateway.Context.Directory);

    private HearAsk Hear(PhoneNumber from, string text, string? id = null) => Post(Ingress.Classify(
        Scope.OfSender(1, Business), new(from, Business, text, ExternalId: id)));

    private ExplainAsk Explain(PhoneNumber to) => Post(new ExplainAsk(Scope.OfSender(1, Business), Business, to));

    private SetWildcardsAsk Set(PhoneNumber to, ConsentStatus status) =>
        Post(new SetWildcardsAsk(Scope.OfAccount(1), [new(null, to, status, ConsentSource.Api)]));

    private SubmitBatchAsk Submit(int messages) => Post(new SubmitBatchAsk(Scope.OfSender(1, Business), new()
    {
        Account = 1,
        From = Business,
        Text = "hi"u8.ToArray(),
        Recipients = Enumerable.Repeat(Bob.Value, messages).ToArray(),
    }));

    private TAsk Post<TAsk>(TAsk ask) where TAsk : Ask
    {
        if (!Shard.TryPost(ask))
        {
            ask.Refuse(Verdict.Overloaded);
        }

        return ask;
    }

    private TReply Finish<TReply>(Ask<TReply> ask)
    {
        Settle();
        return ask.Result;
    }

    private void Settle()
    {
        while (Shard.Step() || _journal.Waiting > 0)
        {
            while (_journal.Waiting > 0)
            {
                _journal.Commit();
            }
        }
    }

    /// <summary>A bug in a decision.</summary>
    private sealed class BombAsk(Scope scope) : Ask<Verdict>(scope)
    {
        public override void Decide(ShardState state, Turn turn, long turnsDone) =>
            throw new InvariantBrokenException("Made on purpose.");

        protected override Verdict Refused(Verdict verdict) => verdict;
    }
}
