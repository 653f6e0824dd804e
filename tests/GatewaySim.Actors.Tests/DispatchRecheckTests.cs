using GatewaySim.Actors.Asks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests;

/// <summary>R23 and P-2: messages that wait are checked again at dispatch. One thread, step by step.</summary>
public sealed class DispatchRecheckTests : IDisposable
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly PhoneNumber Alice = PhoneNumber.Parse("+15552000001");
    private static readonly PhoneNumber Bob = PhoneNumber.Parse("+15552000002");
    private static readonly Scope Sender = Scope.OfSender(DemoAccount.Id, Number);

    private readonly MemoryJournal _journal = new(new JournalInfo(1, 1));
    private readonly Gateway _gateway;

    public DispatchRecheckTests()
    {
        _gateway = new(
            _journal, new SteppedTime(), new() { Carrier = "instant" }, new(), new() { DispatchMessagesMax = 1 },
            NullLogger.Instance, schedule: static _ => { });
        _gateway.Shards[0].Start();
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _journal.Dispose();
    }

    [Fact]
    public void R23_a_stop_fails_what_was_accepted_before_and_still_waits_and_nothing_else()
    {
        // One message a turn: the first is dispatched with the batch, the text comes between it and the others.
        var batch = Post(new SubmitBatchAsk(Sender, Batch(Alice, Bob, Alice, Alice)));
        Step();
        Assert.Equal(Verdict.Accepted, batch.Result.Verdict);
        var stop = Post(Hear(Alice, Operation.Stop, "STOP"));
        Step();
        Assert.True(stop.Result.ConsentChanged);
        StepAll();
        Assert.Equal(
            [Outcome.Delivered, Outcome.Delivered, Outcome.Blocked, Outcome.Blocked], OutcomesOf(batch.Result.Id, 4));
    }

    [Fact]
    public void R23_so_does_an_account_wide_opt_out()
    {
        var batch = Post(new SubmitBatchAsk(Sender, Batch(Alice, Bob, Alice)));
        Step();
        Post(new SetWildcardsAsk(
            Scope.OfAccount(DemoAccount.Id), [new(null, Alice, ConsentStatus.OptOut, ConsentSource.Api)]));
        StepAll();
        Assert.Equal([Outcome.Delivered, Outcome.Delivered, Outcome.Blocked], OutcomesOf(batch.Result.Id, 3));
    }

    [Fact]
    public void R23_a_start_in_time_lets_what_waits_through()
    {
        var batch = Post(new SubmitBatchAsk(Sender, Batch(Bob, Bob, Bob, Alice)));
        Step();
        Post(Hear(Alice, Operation.Stop, "STOP"));
        Step();
        Post(Hear(Alice, Operation.Start, "START"));
        StepAll();
        Assert.Equal(Outcome.Delivered, OutcomesOf(batch.Result.Id, 4)[3]);
    }

    private TAsk Post<TAsk>(TAsk ask) where TAsk : Ask
    {
        Assert.True(_gateway.Shards[0].TryPost(ask));
        return ask;
    }

    private void Step() => Assert.True(_gateway.Shards[0].Step());

    private void StepAll()
    {
        while (_gateway.Shards[0].Step())
        {
        }
    }

    private static HearAsk Hear(PhoneNumber from, Operation operation, string keyword) => new(
        Sender, new(from, Number, keyword), new(operation, keyword), "v1",
        KeywordTable.RingCentral, new(new ConsentOptions()));

    private static BatchSubmission Batch(params PhoneNumber[] to) => new()
    {
        Account = DemoAccount.Id, From = Number, Text = "hi"u8.ToArray(),
        Recipients = to.Select(t => t.Value).ToArray(),
    };

    private Outcome[] OutcomesOf(MessageId batch, int count) => [.. Enumerable.Range(0, count).Select(i =>
        _gateway.Read.FindMessage(MessageId.At(batch.Shard, batch.Sequence, i))!.Dispatch!.Value.Outcome)];
}
