using System.Text.Json;
using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests;

/// <summary>What a shard allocates for a batch, against <c>load/budgets.json</c>.</summary>
public sealed class ShardAllocationTests : IDisposable
{
    private const int Few = 1_000;
    private const int Many = 10_000;
    private const int Times = 100;

    private static readonly PhoneNumber Sender = new(16505550100);

    private readonly ulong[] _recipients = [.. Enumerable.Range(0, Many).Select(n => Recipient(n).Value)];
    private readonly byte[] _text = [.. "Your parcel arrives today."u8];
    private readonly Queue<Shard> _ready = new();
    private readonly ForgetfulJournal _journal = new(new(1, 1));
    private readonly Gateway _gateway;

    public ShardAllocationTests()
    {
        // Shards run on this thread, where their allocations are counted.
        _gateway = new(
            _journal, TimeProvider.System, new() { Carrier = "fast" }, new(), new(), NullLogger.Instance,
            _ready.Enqueue);
        _gateway.Shards[0].Start();
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _journal.Dispose();
    }

    /// <remarks>
    /// Batches of two sizes through the whole turn: decide, record, dispatch with opt-outs among the recipients,
    /// hand to the journal, answer. What one message costs is the difference; what one batch costs is the rest.
    /// Seen to fail when the outcome buffer was allocated for each dispatch.
    /// </remarks>
    [Fact]
    public void A_batch_allocates_a_little_and_its_messages_nothing()
    {
        var scope = Scope.OfSender(DemoAccount.Id, Sender);
        var optOuts = Answer(new SetConsentsAsk(
            scope,
            [.. Enumerable.Range(0, 100).Select(n => new SetConsent(
                Sender, Recipient(n * 10), Domain.Consent.ConsentStatus.OptOut, Domain.Consent.ConsentSource.Api))]));
        Assert.All(optOuts, o => Assert.Equal(Verdict.Accepted, o.Verdict));

        var few = BytesOf(() => Submit(scope, Few));
        var many = BytesOf(() => Submit(scope, Many));

        Assert.InRange((many - few) / (Many - Few), double.MinValue, Budget("batch_shard_bytes_per_message"));
        Assert.InRange(few, 1, Budget("batch_shard_bytes_per_batch"));
    }

    private static PhoneNumber Recipient(int n) => new(15552000000UL + (ulong)n);

    private BatchSubmission BatchOf(int size) => new()
    {
        Account = DemoAccount.Id, From = Sender, Text = _text, Recipients = _recipients.AsMemory(0, size),
    };

    private TReply Answer<TReply>(Ask<TReply> ask)
    {
        Assert.True(_gateway.Shards[0].TryPost(ask));
        while (_ready.TryDequeue(out var shard))
        {
            shard.Run();
        }

        return ask.Result;
    }

    private void Submit(Scope scope, int size) =>
        Assert.Equal(Verdict.Accepted, Answer(new SubmitBatchAsk(scope, BatchOf(size))).Verdict);

    private static double BytesOf(Action operation)
    {
        void Repeat()
        {
            for (var n = 0; n < Times; n++)
            {
                operation();
            }
        }

        return Allocations.Of(Repeat) / (double)Times;
    }

    private static double Budget(string operation)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "GatewaySim.sln")))
        {
            directory = directory.Parent!;
        }

        using var budgets = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(directory.FullName, "load", "budgets.json")));
        return budgets.RootElement.GetProperty(operation).GetDouble();
    }
}
