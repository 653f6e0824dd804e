using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Simulation.Tests;

/// <summary>What every durable event is held against.</summary>
internal sealed partial class Ledger
{
    private readonly Dictionary<(Scope Scope, string ExternalId), MessageId> _heard = [];
    private readonly Dictionary<(Scope Scope, PhoneNumber From), int> _lastHeard = [];
    private readonly Dictionary<string, List<int>> _posts = [];
    private readonly HashSet<string> _requests = [];
    private readonly Dictionary<MessageId, WaitingMessage> _scheduled = [];
    private readonly Dictionary<(Scope, Address, TimeSpan), (Stamp At, int Life)> _left = [];

    /// <summary>How long a sender's message keeps the next one back; null where senders are not paced.</summary>
    public Func<Address, Address, TimeSpan>? IntervalOf { get; init; }

    /// <summary>The same for each message of a RingCentral number's batches.</summary>
    public Func<Address, TimeSpan>? BatchIntervalOf { get; init; }

    public TimeSpan BatchesValidFor { get; init; }

    /// <summary>The user's own carrier; null where events name one that everybody knows.</summary>
    public CarrierProfile? Own { get; init; }

    /// <summary>Messages that wait: for their time, or for their sender's rate.</summary>
    public int Waiting => _scheduled.Count + Batches.Values.Sum(b => b.Recipients.Count - b.Outcomes.Count);

    /// <summary>Counts up whenever an owner may have been rebuilt.</summary>
    public Func<int> Life { get; init; } = () => 0;

    /// <summary>How many messages were seen to keep their distance.</summary>
    public int Paced { get; private set; }

    /// <summary>The same of slices of batches.</summary>
    public int PacedBatches { get; private set; }
    private readonly Dictionary<(Scope Scope, string Kind), long> _ordinals = [];

    /// <summary>Every batch that is durable, by its place.</summary>
    public Dictionary<MessageId, Batch> Batches { get; } = [];

    /// <summary>Remembers that a text was posted, in the order of posting (P-18).</summary>
    public void Posted(string externalId, int number)
    {
        if (!_posts.TryGetValue(externalId, out var posts))
        {
            _posts[externalId] = posts = [];
        }

        posts.Add(number);
    }

    public MessageId? FindHeard(Scope scope, string externalId) =>
        _heard.TryGetValue((scope, externalId), out var id) ? id : null;

    private void CheckHeard(Fact fact, InboundReceived e, IReadOnlyList<Fact> facts, int at, long seen)
    {
        if (e.ExternalId.Length > 0)
        {
            var isNew = _heard.TryAdd((fact.Scope, e.ExternalId), fact.Id);
            Property.Holds("P-6", isNew, $"{e.ExternalId} was heard twice");
            var last = _lastHeard.GetValueOrDefault((fact.Scope, e.From), -1);
            var post = _posts[e.ExternalId].Where(n => n > last).DefaultIfEmpty(-1).First();
            Property.Holds("P-18", post > last, $"{e.ExternalId} overtook a text of the same person");
            _lastHeard[(fact.Scope, e.From)] = post;
        }

        var (operation, word) = Vocabulary.MeaningOf(e.Text);
        Property.Holds("P-13", (operation, word) == (e.Operation, e.Keyword), $"'{e.Text}' was {e.Operation}");
        var isTollFree = SenderTypes.Of(e.To) == SenderType.TollFree;
        var isBlocked = IsNetworkBlocked(fact.Scope, e.To, e.From.Value);
        var expected = fact.Scope.Kind == ScopeKind.Sender
            ? ConsentRules.AfterRingCentralText(
                operation, word, PairOf(fact.Scope, e.From.Value), WildcardOf(e.From.Value, seen), isTollFree,
                isBlocked)
            : ConsentRules.AfterTelnyxText(
                operation, word, _origins.GetValueOrDefault((fact.Scope, e.From.Value)) ?? [], e.To.Key, isTollFree,
                isBlocked);

        var followed = facts.Skip(at + 1).TakeWhile(f => CauseOf(f.Event) == fact.Id).ToList();
        var steps = followed.Select(f => f.Event switch
        {
            RecipientOptedOut => "out",
            RecipientOptedIn => "in",
            NetworkBlocked => "blocked",
            NetworkUnblocked => "unblocked",
            _ => "reply",
        });
        Property.Holds("P-7, P-8, P-9, P-10", expected.SequenceEqual(steps),
            $"'{e.Text}' of {e.From} to {e.To}: {string.Join(' ', steps)}, expected {string.Join(' ', expected)}");
        foreach (var reply in followed.Select(f => f.Event).OfType<ReplySent>())
        {
            Property.Holds("P-9", reply.From == e.To && reply.To == e.From, $"{fact.Id} was answered elsewhere");
            CheckOrdinal(fact.Scope, "replies", reply.Ordinal, 1);
        }
    }

    /// <summary>A change by API is stored only where it says something new.</summary>
    private void CheckSet(Fact fact, ulong recipient, ConsentStatus status, long seen)
    {
        var pair = PairOf(fact.Scope, recipient);
        var isOut = ConsentRules.IsOut(pair, WildcardOf(recipient, seen));
        Property.Holds("P-7", pair.Status != status || isOut != (status == ConsentStatus.OptOut),
            $"{fact.Id} sets what was set already");
    }

    private void CheckAccepted(Fact fact, BatchAccepted e)
    {
        var request = Encoding.UTF8.GetString(e.Text.Span);
        Property.Holds("P-22", _requests.Add(request), $"batch {request} was accepted twice");
        CheckOrdinal(fact.Scope, "", e.FirstOrdinal, e.Size);
        var recipients = Enumerable.Range(0, e.Chunk.Recipients.Count).Select(n => e.Chunk.Recipients[n]).ToArray();
        Property.Holds("P-27", recipients.Length == e.Size, $"batch {request} is not whole");
        Batches.Add(fact.Id, new(fact.Scope, recipients, e.Rejected, e.FirstOrdinal));
    }

    private void CheckDispatched(Fact fact, BatchDispatched e, long seen)
    {
        var batch = Batches[MessageId.At(fact.Shard, e.Batch)];
        Property.Holds("P-28", e.First == batch.Outcomes.Count && e.Chunk == e.Batch,
            $"{fact.Id} dispatches from {e.First}, {batch.Outcomes.Count} of the batch were dispatched");
        Property.Holds("P-5", e.WildcardsSeen == 0 || _wildcards.Exists(w => w.Sequence == e.WildcardsSeen),
            $"{fact.Id} has seen the account-wide record {e.WildcardsSeen}, which is not durable");
        Property.Holds("P-2", e.WildcardsSeen == seen, $"{fact.Id} saw {e.WildcardsSeen}, published was {seen}");
        for (var n = 0; n < e.Outcomes.Length; n++)
        {
            var recipient = batch.Recipients[e.First + n];
            var isOut = ConsentRules.IsOut(PairOf(fact.Scope, recipient), WildcardOf(recipient, seen));
            var expected = isOut ? Outcome.Blocked
                : IsNetworkBlocked(fact.Scope, fact.Scope.Sender, recipient) ? Outcome.CarrierOptOut
                : Draw(e.Carrier, Chance.Of(e.ChanceBase, (ulong)(batch.FirstOrdinal + e.First + n)), recipient);
            var outcome = (Outcome)e.Outcomes.Span[n];
            if (BatchIntervalOf is not null && outcome != Outcome.Blocked)
            {
                // At the very end of its validity a message may still leave.
                var isOver = fact.At.CompareTo(e.AcceptedAt.Plus(BatchesValidFor));
                expected = isOver > 0 || (isOver == 0 && outcome == Outcome.Expired) ? Outcome.Expired : expected;
            }

            expected = AfterCap(fact, fact.Scope.Sender, recipient, expected, outcome);
            Property.Holds(
                expected == Outcome.Blocked ? "P-2, P-4, P-30" : outcome == Outcome.Blocked ? "P-3" : "P-24, P-36",
                outcome == expected,
                $"{fact.Id}: message {e.First + n} to {recipient} ended {outcome}, not {expected}");
            batch.Outcomes.Add(outcome);
        }

        CheckPace(fact, e);
        Property.Holds("P-27", batch.Outcomes.Count <= batch.Recipients.Count, $"{fact.Id} dispatches too many");
        Property.Holds("P-27", e.Blocked == e.Outcomes.ToArray().Count(o => o == (byte)Outcome.Blocked),
            $"{fact.Id} counts its blocked messages wrong");
    }

    private void CheckMessage(Fact fact, MessageAccepted e)
    {
        Property.Holds("P-22", _requests.Add(e.Text), $"message {e.Text} was accepted twice");
        var origins = _origins.GetValueOrDefault((fact.Scope, e.To.Key)) ?? [];
        Property.Holds("P-2, P-10", origins.Count == 0, $"{fact.Id} to {e.To} was sent into a block");
        Property.Holds("P-37", !IsSpent(fact.Scope, fact.At), $"{fact.Id} was sent by a profile that is spent");
        Sent(fact, e.To, e.Outcome);
        CheckPace(fact, e.From, e.To, e.Outcome);
        CheckOrdinal(fact.Scope, e.From.ToString(), e.Ordinal, 1);
        var expected = IsNetworkBlocked(fact.Scope, e.From, e.To.Key)
            ? Outcome.CarrierOptOut
            : Draw(e.Carrier, e.Chance, e.To.Key);
        expected = AfterCap(fact, e.From, e.To.Key, expected, e.Outcome);
        Property.Holds("P-24, P-36", e.Outcome == expected, $"{fact.Id} ended {e.Outcome}, not {expected}");
    }

    /// <summary>A scheduled message leaves once, not before its time, and by the block rules of that moment.</summary>
    private void CheckScheduled(Fact fact, MessageDispatched e)
    {
        var waited = _scheduled.Remove(MessageId.At(fact.Id.Shard, e.Message), out var message);
        Property.Holds("P-27", waited, $"{fact.Id} dispatches what does not wait");
        Property.Holds("P-27", fact.At >= message!.SendAt, $"{fact.Id} is dispatched before its time");
        CheckOrdinal(fact.Scope, message.From.ToString(), e.Ordinal, 1);
        var origins = _origins.GetValueOrDefault((fact.Scope, message.To.Key)) ?? [];
        var expected = origins.Count > 0 ? Outcome.Blocked
            : message is MessageQueued { Expires: true } ? Outcome.Expired
            : IsSpent(fact.Scope, fact.At) ? Outcome.SpendLimited
            : IsNetworkBlocked(fact.Scope, message.From, message.To.Key) ? Outcome.CarrierOptOut
            : Draw(e.Carrier, e.Chance, message.To.Key);
        expected = AfterCap(fact, message.From, message.To.Key, expected, e.Outcome);
        Property.Holds(
            "P-2, P-3, P-24, P-36, P-37", e.Outcome == expected, $"{fact.Id} ended {e.Outcome}, not {expected}");
        Sent(fact, message.To, e.Outcome);
        CheckPace(fact, message.From, message.To, e.Outcome);
    }

    /// <summary>A sender keeps its rate as long as its owner lives; a rebuilt one may send one message early.</summary>
    private void CheckPace(Fact fact, Address from, Address to, Outcome outcome)
    {
        if (IntervalOf?.Invoke(from, to) is not { } interval || !outcome.IsHandedOver())
        {
            return;
        }

        var key = (fact.Scope, from, interval);
        if (_left.TryGetValue(key, out var last) && last.Life == Life())
        {
            Property.Holds("P-32", fact.At.Time - last.At.Time >= interval, $"{fact.Id} leaves too soon after {last}");
            Paced++;
        }

        _left[key] = (fact.At, Life());
    }

    /// <summary>A slice leaves when the last of its messages has its turn. Texts are of one segment here.</summary>
    private void CheckPace(Fact fact, BatchDispatched e)
    {
        if (BatchIntervalOf?.Invoke(fact.Scope.Sender) is not { } interval)
        {
            return;
        }

        var key = (fact.Scope, fact.Scope.Sender, interval);
        if (_left.TryGetValue(key, out var last) && last.Life == Life())
        {
            Property.Holds(
                "P-32", fact.At.Time - last.At.Time >= interval * e.Segments - TimeSpan.FromTicks(e.Segments),
                $"{fact.Id} leaves too soon after {last}");
            PacedBatches++;
        }

        if (e.Segments > 0)
        {
            _left[key] = (fact.At, Life());
        }
    }

    private Outcome Draw(string carrier, ulong chance, ulong recipient) => Own is null
        ? CarrierProfile.Named(carrier).Draw(chance)
        : Own.DrawFor(chance, recipient, default);

    private void CheckOrdinal(Scope scope, string kind, long ordinal, int count)
    {
        var expected = _ordinals.GetValueOrDefault((scope, kind));
        Property.Holds("P-24", ordinal == expected, $"{scope} counts {ordinal} where {expected} is next");
        _ordinals[(scope, kind)] = expected + count;
    }

    /// <summary>A batch, and what became of its messages so far.</summary>
    internal sealed record Batch(Scope Scope, IReadOnlyList<ulong> Recipients, int Rejected, long FirstOrdinal)
    {
        public List<Outcome> Outcomes { get; } = [];

        public Outcome? OutcomeOf(int n) => n < Outcomes.Count ? Outcomes[n] : null;
    }
}
