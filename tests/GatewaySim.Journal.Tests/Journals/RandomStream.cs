using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>Turns as owners would make them, of few numbers and people, so that records meet.</summary>
/// <param name="large">Whether some batches are larger than one event.</param>
internal sealed class RandomStream(int seed, int shards, bool large = true)
{
    public const int Accounts = 2;

    private static readonly Guid[] Profiles =
        [Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab"), Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ac")];

    private readonly Random _random = new(seed);
    private readonly List<Waiting> _waiting = [];

    public static IReadOnlyList<Address> Numbers { get; } =
        [.. "+16505550100 +16505550101 +18335550100 +447700900123 12345".Split(' ').Select(Address.Parse)];

    public static IReadOnlyList<PhoneNumber> People { get; } =
        [.. Enumerable.Range(1, 9).Select(n => new PhoneNumber(15_552_000_000UL + (ulong)n)), new(447_700_900_555)];

    /// <summary>Ids of batches, of messages and of nothing.</summary>
    public List<MessageId> Ids { get; } =
        [MessageId.At(0, 1), MessageId.At(shards - 1, 999_999, 3), MessageId.At(1023, 1)];

    public static ConsentQuery AllConsents(Provider provider, int account) =>
        new(provider, account, null, null, [], [], null, null, null, null, 0, 100_000);

    public static BatchQuery AllBatches(int account) => new(account, null, null, null, null, null, 100_000);

    public static MessageQuery AllMessages(int account) => new(account, null, null, null, null, [], null, 1_000_000);

    /// <summary>Everything that the projections know.</summary>
    public static IEnumerable<object> Queries(IReadModel read) => Enumerable.Range(1, Accounts).SelectMany(account =>
        Enum.GetValues<Provider>().SelectMany(p => read.ListConsents(AllConsents(p, account)).Cast<object>())
            .Concat(read.ListBatches(AllBatches(account))).Concat(read.ListMessages(AllMessages(account))));

    /// <summary>The next turn of some shard.</summary>
    public TestAppend Next(TestJournal journal, int? events = null)
    {
        var scope = AnyScope();
        var append = journal.Begin(scope.ShardOf(shards));
        for (var left = events ?? _random.Next(1, 8); left > 0; left--)
        {
            Add(journal, append, scope);
            do
            {
                scope = AnyScope();
            }
            while (scope.ShardOf(shards) != append.Shard);
        }

        return append;
    }

    private void Add(TestJournal journal, TestAppend append, Scope scope)
    {
        switch (scope.Kind, _random.Next(10))
        {
            case (ScopeKind.Account, < 8):
                journal.Add(append, scope, new WildcardSet(
                    Person(), Flip() ? ConsentStatus.OptOut : ConsentStatus.OptIn, (ConsentSource)_random.Next(4)));
                break;
            case (ScopeKind.Account, _):
                journal.Add(append, scope, new NumberAssigned(Provider.Telnyx, Any(Numbers), Any(Profiles)));
                break;
            case (ScopeKind.Profile, 0) when _random.Next(4) == 0:
                journal.Add(append, scope, new ProfileRulesDropped());
                break;
            case (ScopeKind.Profile, 8) when Flip():
                journal.Add(append, scope, _random.Next(6) switch
                {
                    0 => new StickySendersCleared(),
                    1 => new SpendLimitReached(10, 10.003m),
                    _ => new StickySenderSet(Person(), Numbers[0].AsPhoneNumber),
                });
                break;
            case (_, 0 or 1 or 2):
                journal.Add(append, scope, new RecipientOptedOut(Person(), Origin(scope), Cause()));
                break;
            case (_, 3 or 4):
                journal.Add(append, scope, new RecipientOptedIn(
                    Person(), Origin(scope), Cause(), scope.Kind == ScopeKind.Profile && _random.Next(3) == 0));
                break;
            case (_, 5):
                AddNetwork(journal, append, scope);
                break;
            case (_, 6):
                Ids.Add(journal.Add(append, scope, new InboundReceived(
                    Person(), Origin(scope), "hello \uD800", (Operation)_random.Next(5), "", "v1", "")));
                break;
            case (_, 7):
                Ids.Add(journal.Add(append, scope, new ReplySent(
                    Origin(scope), Person(), "bye", Operation.Stop, MessageId.At(0, 1), 1, Outcome.Delivered, "fast.v1",
                    7)));
                break;
            case (ScopeKind.Sender, _):
                AddBatch(journal, append, scope);
                break;
            default:
                Ids.Add(journal.Add(append, scope, new MessageAccepted(
                    Origin(scope), Person(), "one", MessageOptions.None, 3, Outcome.Spam, "fast.v1", 9)));
                break;
        }
    }

    private void AddNetwork(TestJournal journal, TestAppend append, Scope scope)
    {
        var number = Numbers[2].AsPhoneNumber;
        journal.Add(append, scope, _random.Next(4) switch
        {
            0 => new NetworkUnblocked(number, Person(), MessageId.At(0, 1)),
            1 => new NetworkBlocksAdopted(number, [.. People.Where(_ => Flip())]),
            _ => new NetworkBlocked(number, Person(), MessageId.At(0, 1)),
        });
    }

    /// <summary>Accepts a batch, or dispatches a part of one that waits; often both in one turn.</summary>
    private void AddBatch(TestJournal journal, TestAppend append, Scope scope)
    {
        if (Flip() && _waiting.Find(w => w.Shard == append.Shard) is { } older)
        {
            Dispatch(journal, append, older, Flip());
            return;
        }

        var size = large && _random.Next(40) == 0 ? MessageId.IndexesMax + _random.Next(1, 50) : _random.Next(1, 30);
        var first = Math.Min(size, MessageId.IndexesMax);
        var accepted = new BatchAccepted(scope.Sender, "hi é"u8.ToArray(), size, _random.Next(3), 0, Chunk(first));
        var id = journal.Add(append, scope, accepted);
        var batch = new Waiting(append.Shard, scope, id.Sequence, journal.Now);
        batch.Chunks.Enqueue((id.Sequence, 0, first));
        Ids.Add(id);
        if (size > first)
        {
            var more = journal.Add(append, scope, new BatchContinued(id.Sequence, first, Chunk(size - first)));
            batch.Chunks.Enqueue((more.Sequence, 0, size - first));
            Ids.Add(MessageId.At(more.Shard, more.Sequence, size - first - 1));
            Ids.Add(MessageId.At(more.Shard, more.Sequence, size - first));
        }

        _waiting.Add(batch);
        if (_random.Next(4) > 0)
        {
            Dispatch(journal, append, batch, whole: _random.Next(3) > 0);
        }
    }

    private void Dispatch(TestJournal journal, TestAppend append, Waiting batch, bool whole)
    {
        do
        {
            var (chunk, first, count) = batch.Chunks.Dequeue();
            var part = whole ? count - first : _random.Next(1, count - first + 1);
            var outcomes = Enumerable.Range(0, part).Select(_ => (byte)_random.Next(1, 9)).ToArray();
            journal.Add(append, batch.Scope, new BatchDispatched(
                batch.Sequence, batch.At, chunk, first, outcomes, outcomes.Count(o => o == (byte)Outcome.Blocked), part,
                "fast.v1", 77, first, 0));
            if (first + part < count)
            {
                batch.Chunks = new([(chunk, first + part, count), .. batch.Chunks]);
            }

            if (batch.Chunks.Count == 0)
            {
                _waiting.Remove(batch);
                return;
            }
        }
        while (whole);
    }

    private MessageChunk Chunk(int count)
    {
        var recipients = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            recipients[i] = Person().Value;
        }

        return Flip()
            ? new(new(recipients), default, default)
            : new(
                new(recipients), recipients.Select(_ => Flip() ? default : new TextSlice(1, 2)).ToArray(),
                "-own-"u8.ToArray());
    }

    private Scope AnyScope()
    {
        var account = _random.Next(1, Accounts + 1);
        return _random.Next(6) switch
        {
            0 => Scope.OfAccount(account),
            1 or 2 => Scope.OfProfile(account, Any(Profiles)),
            _ => Scope.OfSender(account, Any(Numbers)),
        };
    }

    private Address Origin(Scope scope) => scope.Kind == ScopeKind.Sender ? scope.Sender : Any(Numbers);

    private ConsentCause Cause() => Flip()
        ? ConsentCause.Of(ConsentSource.Api)
        : new(ConsentSource.Recipient, "STOP", "v1", MessageId.At(0, 1));

    private PhoneNumber Person() => Any(People);

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private bool Flip() => _random.Next(2) == 0;

    /// <summary>A batch with what is still to dispatch: the chunk's event, the next message in it, its size.</summary>
    private sealed class Waiting(int shard, Scope scope, long sequence, Stamp at)
    {
        public int Shard => shard;

        public Scope Scope => scope;

        public long Sequence => sequence;

        public Stamp At => at;

        public Queue<(long Chunk, int First, int Count)> Chunks { get; set; } = new();
    }
}
