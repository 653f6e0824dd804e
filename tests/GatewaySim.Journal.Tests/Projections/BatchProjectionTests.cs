using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Projections;

/// <summary>What batches and messages look like to those who ask, on every backend.</summary>
public sealed class BatchProjectionTests
{
    private static readonly Address Number = Address.Parse("+16505550100");
    private static readonly Address Other = Address.Parse("+16505550101");
    private static readonly PhoneNumber Alice = new(15_552_000_001);
    private static readonly PhoneNumber Bob = new(15_552_000_002);
    private static readonly Scope Sender = Scope.OfSender(1, Number);

    [Theory, ClassData(typeof(Backends))]
    public async Task A_batch_dispatched_in_its_own_append_is_complete_at_once(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var (batch, created) = await AcceptAsync(test, (b, at) => [Dispatched(b, at, b, 0, 2, 1, 8)], Alice, Bob);
        var record = test.Read.FindBatch(batch)!;
        Assert.Equal(new(batch, 1, Number, 2, 2, 1, 2, created, test.Now), record);
        Assert.True(record.IsComplete);
        Assert.Equal([Outcome.Delivered, Outcome.Blocked], OutcomesOf(test, batch, 2));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_batch_dispatched_in_parts_shows_what_is_done_so_far(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var (batch, created) = await AcceptAsync(test, (b, at) => [Dispatched(b, at, b, 0, 2, 1)], Alice, Bob, Alice);
        Assert.Equal((1, 0, false), Progress());
        Assert.Equal([Outcome.Delivered, null, null], OutcomesOf(test, batch, 3));

        await test.AppendAsync(Sender, Dispatched(batch.Sequence, created, batch.Sequence, 1, 2, 8));
        Assert.Equal((2, 1, false), Progress());
        await test.AppendAsync(Sender, Dispatched(batch.Sequence, created, batch.Sequence, 2, 2, 2));
        Assert.Equal((3, 1, true), Progress());
        Assert.Equal([Outcome.Delivered, Outcome.Blocked, Outcome.Unconfirmed], OutcomesOf(test, batch, 3));
        var last = test.Read.FindBatch(batch)!;
        Assert.Equal((created, test.Now), (last.CreatedAt, last.ModifiedAt));

        (int, int, bool) Progress()
        {
            var record = test.Read.FindBatch(batch)!;
            return (record.Processed, record.Blocked, record.IsComplete);
        }
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_message_has_its_own_text_or_the_batchs_and_what_its_dispatch_drew(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var chunk = new MessageChunk(
            new(new[] { Alice.Value, Bob.Value }), new TextSlice[] { default, new(0, 3) }, "own"u8.ToArray());
        var ids = await test.AppendAsync(Sender, new BatchAccepted(Number, "all"u8.ToArray(), 2, 0, 0, chunk));
        var (batch, created) = (ids[0], test.Now);
        await test.AppendAsync(Sender, Dispatched(batch.Sequence, created, batch.Sequence, 0, 2, 1, 1));

        var second = test.Read.FindMessage(MessageId.At(batch.Shard, batch.Sequence, 1))!;
        Assert.Equal(("own", Direction.Outbound), (second.Text, second.Direction));
        Assert.Equal((Number, (Address)Bob), (second.From, second.To));
        Assert.Equal((batch, created, Sender), (second.Batch!.Value, second.AcceptedAt, second.Scope));
        Assert.Equal((test.Now, "fast.v1"), (second.Dispatch!.Value.At, second.Dispatch.Value.Carrier));
        Assert.Equal(Domain.Carrier.Chance.Of(77, 1), second.Dispatch.Value.Chance);
        Assert.Equal("all", test.Read.FindMessage(batch)!.Text);
        Assert.Null(test.Read.FindMessage(MessageId.At(batch.Shard, batch.Sequence, 2)));
        Assert.Null(test.Read.FindBatch(MessageId.At(batch.Shard, batch.Sequence, 1)));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task A_batch_of_several_events_is_one_list_newest_message_first(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var size = MessageId.IndexesMax + 2;
        var first = new RecipientList(Enumerable.Repeat(Alice.Value, MessageId.IndexesMax).ToArray());
        var ids = await test.AppendAsync(
            Sender, new BatchAccepted(Number, "hi"u8.ToArray(), size, 0, 0, new(first, default, default)),
            new BatchContinued(1, MessageId.IndexesMax, new(new(new[] { Alice.Value, Bob.Value }), default, default)));
        var created = test.Read.FindBatch(ids[0])!.CreatedAt;
        await test.AppendAsync(Sender, Dispatched(1, created, ids[1].Sequence, 0, 2, 3, 4));

        var listed = test.Read.ListMessages(RandomStream.AllMessages(1) with { Batch = ids[0] });
        Assert.Equal(size, listed.Count);
        Assert.Equal(
            [(Bob, Outcome.Unreachable), (Alice, Outcome.Unroutable), (Alice, null)],
            listed.Take(3).Select(m => (m.To.AsPhoneNumber, m.Dispatch?.Outcome)));
        Assert.Equal(ids[0], listed[^1].Id);
        Assert.Single(test.Read.ListMessages(RandomStream.AllMessages(1) with { PhoneNumbers = [Bob] }));
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task Batches_are_found_by_account_sender_time_and_completeness(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var (done, at) = await AcceptAsync(test, (b, at) => [Dispatched(b, at, b, 0, 1, 1)], Alice);
        var theirs = Scope.OfSender(1, Other);
        var open = (await test.AppendAsync(theirs, Accepted(Other, Alice)))[0];
        await test.AppendAsync(Scope.OfSender(2, Number), Accepted(Number, Alice));

        Assert.Equal([open, done], Found(q => q));
        Assert.Equal([done], Found(q => q with { From = Number }));
        Assert.Equal([done], Found(q => q with { Complete = true }));
        Assert.Equal([open], Found(q => q with { Complete = false }));
        Assert.Equal([open], Found(q => q with { Since = new(at.Ticks + 1) }));
        Assert.Equal([done], Found(q => q with { Since = at, Until = at }));
        Assert.Equal([open], Found(q => q with { CountMax = 1 }));
        Assert.Equal([done], Found(q => q with { After = (test.Read.FindBatch(open)!.CreatedAt, open) }));

        IEnumerable<MessageId> Found(Func<BatchQuery, BatchQuery> with) =>
            test.Read.ListBatches(with(RandomStream.AllBatches(1))).Select(b => b.Id);
    }

    [Theory, ClassData(typeof(Backends))]
    public async Task Messages_are_found_by_direction_time_and_either_number(Backend backend)
    {
        using var test = TestJournal.Open(backend);
        var (batch, at) = await AcceptAsync(test, (_, _) => [], Alice, Bob);
        var heard = (await test.AppendAsync(
            Sender, new InboundReceived(Alice, Number, "hi", Operation.Help, "", "", "")))[0];
        var reply = (await test.AppendAsync(
            Sender, new ReplySent(Number, Alice, "yes", Operation.Help, heard, 0, Outcome.Delivered, "fast.v1", 1)))[0];
        var second = MessageId.At(batch.Shard, batch.Sequence, 1);

        Assert.Equal([reply, heard, second, batch], Found(q => q));
        Assert.Equal([heard], Found(q => q with { Direction = Direction.Inbound }));
        Assert.Equal([reply, second, batch], Found(q => q with { Direction = Direction.Outbound }));
        Assert.Equal([second], Found(q => q with { PhoneNumbers = [Bob] }));
        Assert.Equal([reply, heard, batch], Found(q => q with { PhoneNumbers = [Alice] }));
        Assert.Equal([reply, heard, second, batch], Found(q => q with { PhoneNumbers = [Number] }));
        Assert.Equal([second, batch], Found(q => q with { Until = at }));
        Assert.Equal([reply, heard], Found(q => q with { Since = new(at.Ticks + 1) }));
        Assert.Equal([batch], Found(q => q with { After = (at, second) }));
        Assert.Empty(Found(q => q with { Account = 2 }));
        Assert.True(test.Read.FindMessage(reply)!.IsAutoReply);
        Assert.Equal(Operation.Help, test.Read.FindMessage(heard)!.Operation);
        Assert.Null(test.Read.FindMessage(heard)!.Dispatch);

        IEnumerable<MessageId> Found(Func<MessageQuery, MessageQuery> with) =>
            test.Read.ListMessages(with(RandomStream.AllMessages(1))).Select(m => m.Id);
    }

    private static BatchAccepted Accepted(Address from, params PhoneNumber[] to) => new(
        from, "hi"u8.ToArray(), to.Length, 0, 0, new(new(to.Select(t => t.Value).ToArray()), default, default));

    private static BatchDispatched Dispatched(
        long batch, Stamp at, long chunk, int first, long segments, params byte[] drawn)
    {
        var blocked = drawn.Count(o => o == (byte)Outcome.Blocked);
        return new(batch, at, chunk, first, drawn, blocked, segments, "fast.v1", 77, first, 0);
    }

    /// <summary>Accepts a batch, with what else its append holds.</summary>
    private static async Task<(MessageId Batch, Stamp Created)> AcceptAsync(
        TestJournal test, Func<long, Stamp, GatewayEvent[]> more, params PhoneNumber[] to)
    {
        var append = test.Begin(Sender.ShardOf(TestJournal.Shards));
        var id = test.Add(append, Sender, Accepted(Number, to));
        var created = test.Now;
        foreach (var @event in more(id.Sequence, created))
        {
            test.Add(append, Sender, @event);
        }

        Assert.Null(await test.SubmitAsync(append));
        return (id, created);
    }

    private static Outcome?[] OutcomesOf(TestJournal test, MessageId batch, int count) => [.. Enumerable.Range(0, count)
        .Select(i => test.Read.FindMessage(MessageId.At(batch.Shard, batch.Sequence, i))!.Dispatch?.Outcome)];
}
