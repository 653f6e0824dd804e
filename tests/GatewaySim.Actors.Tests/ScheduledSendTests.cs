using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Replaying;
using GatewaySim.Actors.Shards;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests;

/// <summary>Messages that wait for their time: who dispatches them, when, and across restarts. One thread.</summary>
public sealed class ScheduledSendTests : IDisposable
{
    private static readonly Address Number = Address.Parse("+13125550100");
    private static readonly PhoneNumber Alice = PhoneNumber.Parse("+15552000001");
    private static readonly PhoneNumber Bob = PhoneNumber.Parse("+15552000002");
    private static readonly Scope Profile =
        Scope.OfProfile(DemoAccount.Id, new("00000000-0000-0000-0000-000000000001"));


    private readonly MemoryJournal _journal = new(new JournalInfo(1, 1));
    private readonly SteppedTime _time = new();
    private Gateway? _gateway;

    public void Dispose()
    {
        _gateway?.Dispose();
        _journal.Dispose();
    }

    [Fact]
    public void A_sweep_is_enough_to_send_what_is_due_and_nothing_earlier()
    {
        Start();
        var (late, early) = (Schedule(Alice, minutes: 20), Schedule(Bob, minutes: 10));
        Sweep();
        Assert.Equal([null, null], [OutcomeOf(late), OutcomeOf(early)]);
        _time.Advance(TimeSpan.FromMinutes(11));
        Sweep();
        Assert.Equal([null, Outcome.Delivered], [OutcomeOf(late), OutcomeOf(early)]);
        _time.Advance(TimeSpan.FromMinutes(10));
        Sweep();
        Assert.Equal(Outcome.Delivered, OutcomeOf(late));
        Check();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void It_survives_restarts_with_and_without_snapshots(int snapshotEvents)
    {
        Start(new() { SnapshotEvents = snapshotEvents });
        var (kept, cancelled) = (Schedule(Alice, minutes: 10), Schedule(Alice, minutes: 10));
        Assert.Equal(Verdict.Accepted, Cancel(cancelled));
        Send(Bob);
        Send(Bob);
        for (var restarts = 0; restarts < 2; restarts++)
        {
            Start(new() { SnapshotEvents = snapshotEvents });
            Send(Bob);
            Check();
        }

        _time.Advance(TimeSpan.FromMinutes(11));
        Sweep();
        Start(new() { SnapshotEvents = snapshotEvents });
        Sweep();
        Assert.Equal([Outcome.Delivered, null], [OutcomeOf(kept), OutcomeOf(cancelled)]);
        Assert.Equal(1, Count<MessageDispatched>());
        Check();
    }

    [Fact]
    public void A_stop_while_it_waits_blocks_it_and_one_after_its_time_does_not()
    {
        Start();
        var (first, second) = (Schedule(Alice, minutes: 10), Schedule(Alice, minutes: 20));
        _time.Advance(TimeSpan.FromMinutes(11));

        // Both are decided in the same turn: what was due first goes first, with the stamp of its time.
        Post(Hear(Operation.Stop, "STOP"));
        StepAll();
        Assert.Equal(Outcome.Delivered, OutcomeOf(first));
        _time.Advance(TimeSpan.FromMinutes(10));
        Sweep();
        Assert.Equal(Outcome.Blocked, OutcomeOf(second));
        Check();
    }

    [Fact]
    public void Many_that_are_due_go_out_a_bounded_number_a_turn()
    {
        Start(new() { DispatchMessagesMax = 2 });
        for (var n = 0; n < 5; n++)
        {
            Schedule(Alice, minutes: 10);
        }

        _time.Advance(TimeSpan.FromMinutes(11));
        _gateway!.Shards[0].Sweep();
        var turns = new List<int>();
        while (_gateway.Shards[0].Step())
        {
            turns.Add(Count<MessageDispatched>());
        }

        Assert.Equal([2, 4, 5], turns);
        Check();
    }

    [Fact]
    public void A_profile_with_something_that_waits_stays_in_memory()
    {
        Start(new() { IdleSeconds = 1, SnapshotEvents = 1 });
        var message = Schedule(Alice, minutes: 10);
        for (var n = 0; n < 5; n++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Sweep();
        }

        Assert.Contains(_gateway!.Shards[0].State!.Entities, e => e.Scope.Equals(Profile));
        _time.Advance(TimeSpan.FromMinutes(6));
        Sweep();
        Assert.Equal(Outcome.Delivered, OutcomeOf(message));
    }

    [Fact]
    public void One_more_than_may_wait_is_refused()
    {
        Start(new() { ScheduledMessagesMax = 1 });
        var first = Schedule(Alice, minutes: 10);
        Assert.Equal(Verdict.Overloaded, Post(AskFor(Alice, 10)).Result.Verdict);
        Cancel(first);
        Assert.Equal(Verdict.Accepted, Post(AskFor(Alice, 10)).Result.Verdict);
    }

    [Fact]
    public void A_message_is_cancelled_once_and_not_in_its_last_minute()
    {
        Start();
        var (first, second) = (Schedule(Alice, minutes: 10), Schedule(Alice, minutes: 20));
        Assert.Equal(Verdict.Accepted, Cancel(first));
        Assert.Equal(Verdict.Conflict, Cancel(first));
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(Verdict.Conflict, Cancel(second));
        Assert.NotNull(_gateway!.Read.FindMessage(first)!.CancelledAt);
        Assert.Null(_gateway.Read.FindMessage(second)!.CancelledAt);
        Check();
    }

    [Fact]
    public void The_facts_of_it_come_at_its_dispatch_under_its_own_id()
    {
        Start();
        var (sent, blocked, gone) = (Schedule(Bob, 10), Schedule(Alice, 10), Schedule(Bob, 10));
        Cancel(gone);
        Post(Hear(Operation.Stop, "STOP"));
        StepAll();
        _time.Advance(TimeSpan.FromMinutes(11));
        Sweep();
        var reader = new FactReader(_journal);
        var facts = new List<(FactKind, MessageId, MessageStage, Outcome, string)>();
        _journal.Visit(0, 0, long.MaxValue, (in stored) =>
        {
            if (stored.Name.StartsWith("message.", StringComparison.Ordinal)
                && reader.Read(stored, FactKinds.Messages) is { } block)
            {
                for (var n = 0; n < block.Count; n++)
                {
                    var fact = block[n];
                    facts.Add((fact.Kind, fact.Id, fact.Progress.Stage, fact.Progress.Outcome, fact.Message.Text));
                }
            }

            return true;
        });
        Assert.Equal(
            [
                (FactKind.MessageSent, sent, MessageStage.Sent, Outcome.Pending, "later"),
                (FactKind.MessageFinal, sent, MessageStage.Final, Outcome.Delivered, "later"),
                (FactKind.MessageFinal, blocked, MessageStage.Final, Outcome.Blocked, "later"),
            ],
            facts);
    }

    /// <summary>Begins, or begins again, on what the journal holds.</summary>
    private void Start(ShardOptions? limits = null)
    {
        _gateway?.Dispose();
        _gateway = new(
            _journal, _time, new() { Carrier = "instant" }, new(), limits ?? new(), NullLogger.Instance,
            schedule: static _ => { });
        _gateway.Context.Directory.Publish(
            new ProfileRecord(Profile.Profile, DemoAccount.Id, new("p", ["*"]), default, default));
        _gateway.Shards[0].Start();
    }

    private MessageId Schedule(PhoneNumber to, int minutes)
    {
        var reply = Post(AskFor(to, minutes)).Result;
        Assert.Equal(Verdict.Accepted, reply.Verdict);
        return reply.Id;
    }

    private ScheduleAsk AskFor(PhoneNumber to, int minutes) => new(
        Profile, new(DemoAccount.Id, Number, to, "later", null, MessageOptions.None)
        {
            SendAt = Stamp.Of(_time.GetUtcNow().AddMinutes(minutes)),
        });

    private void Send(PhoneNumber to) =>
        Post(new SendAsk(Profile, new(DemoAccount.Id, Number, to, "now", null, MessageOptions.None)));

    private Verdict Cancel(MessageId id) => Post(new CancelAsk(new(Profile, id, TimeSpan.FromMinutes(1)))).Result;

    private static HearAsk Hear(Operation operation, string keyword) => new(
        Profile, new(Alice, Number, keyword), new(operation, keyword), "whole-body.v1",
        KeywordTable.Telnyx, new(new ConsentOptions()));

    private T Post<T>(T ask) where T : Ask
    {
        Assert.True(_gateway!.Shards[0].TryPost(ask));
        StepAll();
        return ask;
    }

    private void Sweep()
    {
        _gateway!.Shards[0].Sweep();
        StepAll();
    }

    private void StepAll()
    {
        while (_gateway!.Shards[0].Step())
        {
        }
    }

    private Outcome? OutcomeOf(MessageId id) => _gateway!.Read.FindMessage(id)!.Dispatch?.Outcome;

    private int Count<T>()
    {
        var count = 0;
        _journal.Visit(0, 0, long.MaxValue, (in stored) =>
        {
            count += stored.Decode() is T ? 1 : 0;
            return true;
        });
        return count;
    }

    /// <summary>The audit finds nothing, and events make the same state as snapshots do.</summary>
    private void Check()
    {
        Assert.Empty(ConsentAudit.Run(_journal).Findings.Kept.Select(f => f.ToString()));
        Assert.True(Replay.Run(_journal).IsEqual);
    }
}
