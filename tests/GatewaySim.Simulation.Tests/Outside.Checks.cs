using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using WebhookFact = GatewaySim.Actors.Webhooks.Fact;

namespace GatewaySim.Simulation.Tests;

/// <content>What must have been told and said in the end, by the journal alone.</content>
internal sealed partial class Outside
{
    private long[] _begunAt = [];

    /// <summary>Callbacks that faults added.</summary>
    public int Extra { get; private set; }

    /// <summary>Callbacks that faults kept back for good.</summary>
    public int Lost { get; private set; }

    /// <summary>Second ends that were told.</summary>
    public int Corrected { get; private set; }

    /// <summary>Answers of phones, and those of them to what came late.</summary>
    public int Heard { get; private set; }

    public int HeardLate { get; private set; }

    public void CheckEnd()
    {
        foreach (var receiver in _receivers)
        {
            CheckTold(receiver);
        }

        CheckSaid();
    }

    /// <summary>P-31: all that is for a receiver reached it, but what faults lost; and nothing else did.</summary>
    private void CheckTold(Receiver receiver)
    {
        var facts = new Dictionary<Guid, WebhookFact>();
        foreach (var block in BlocksOf(receiver.Kinds, (in stored) =>
            stored.At > receiver.Since && receiver.Scope.Covers(stored.Scope)))
        {
            for (var n = 0; n < block.Count; n++)
            {
                facts.Add(block[n].UuidOf(7), block[n]);
            }
        }

        foreach (var (uuid, fact) in facts)
        {
            var isLost = !receiver.Events.ContainsKey(uuid);
            Property.Holds(
                "P-31", !isLost || _simulation.Plans.Exists(p => CallbackFaults.Draw(p, receiver, fact).IsLost),
                $"{fact.Kind} of {fact.Id} never reached {receiver.Id}");
            Lost += isLost ? 1 : 0;
        }

        var ends = facts.Values.Where(f => f.Kind == FactKind.MessageFinal).ToDictionary(f => f.Id);
        foreach (var (uuid, told) in receiver.Events)
        {
            var isTrue = told.Correction is { } outcome
                ? CallbackFaults.Opposite(ends[told.Id].Progress.Outcome) == outcome
                : facts.ContainsKey(uuid);
            Property.Holds("P-31", isTrue, $"{receiver.Id} was told {told}, which never was");
            Corrected += told.Correction is null ? 0 : 1;
        }
    }

    /// <summary>Every text that arrived at a phone with a script is answered once, and nothing else is.</summary>
    private void CheckSaid()
    {
        var expected = new Dictionary<string, (string Text, Stamp Due, bool IsLate)>();
        foreach (var block in BlocksOf(FactKinds.Messages, (in stored) => stored.Sequence > _begunAt[stored.Shard]))
        {
            for (var n = 0; n < block.Count && block.Business.Kind != AddressKind.Alphanumeric; n++)
            {
                var fact = block[n];
                if (block.Event is ReplySent || fact.Kind != FactKind.MessageFinal
                    || fact.Progress.Outcome != Outcome.Delivered
                    || _scripts.Rules.Of(fact.Person.AsPhoneNumber, _simulation.Journal.Info.Seed) is not { } script
                    || PhoneScript.ReplyTo(script, block.DispatchOf(fact.Index)!.Value.Chance) is not { } reply)
                {
                    continue;
                }

                var due = fact.Due.Plus(reply.After);
                var isLate = block.DispatchOf(fact.Index)!.Value.Outcome == Outcome.DeliveredLate;
                expected.Add($"phone/{fact.Id.Value}/1", (reply.Text, due, isLate));
                if (reply.StartAfter is { } after)
                {
                    expected.Add($"phone/{fact.Id.Value}/2", (PhoneReply.Start, due.Plus(after), isLate));
                }
            }
        }

        foreach (var heard in _simulation.Ledger.Heard.Where(h => DueReply.IsOurs(h.ExternalId)))
        {
            var isExpected = expected.Remove(heard.ExternalId, out var what);
            Property.Holds("P-6", isExpected && what.Text == heard.Text,
                $"{heard} was heard twice, or is no answer to anything: expected was {what}");
            Property.Holds("P-18", heard.At >= what.Due, $"{heard.ExternalId} was heard before its moment");
            Heard++;
            HeardLate += what.IsLate ? 1 : 0;
        }

        Property.Holds("P-22", expected.Count == 0, $"{string.Join(' ', expected.Take(3))} was never heard");
    }

    private List<FactBlock> BlocksOf(FactKinds kinds, Wanted wanted)
    {
        var journal = _simulation.Journal.Durable;
        var reader = new FactReader(journal);
        var blocks = new List<FactBlock>();
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                if (wanted(stored) && reader.Read(stored, kinds) is { } block)
                {
                    blocks.Add(block);
                }

                return true;
            });
        }

        return blocks;
    }

    private delegate bool Wanted(in Journal.StoredEvent stored);
}
