using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Reading;

/// <summary>Counts the messages to one person that were with the carrier at a moment.</summary>
public sealed class InFlightReader
{
    private readonly IJournal _journal;
    private readonly int _shard;
    private readonly PhoneNumber _person;
    private readonly Dictionary<long, List<int>> _places = [];

    private InFlightReader(IJournal journal, int shard, PhoneNumber person) =>
        (_journal, _shard, _person) = (journal, shard, person);

    /// <summary>Counts messages of a scope that were handed over by a moment and had no end then; no replies.</summary>
    /// <param name="within">No message takes longer to its end; longer ones are not seen.</param>
    /// <remarks>
    /// Reads the events of that time of one shard. Memory: where the person is in each of their chunks.
    /// </remarks>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static int CountAt(IJournal journal, Scope scope, PhoneNumber person, Stamp at, TimeSpan within)
    {
        var shard = scope.ShardOf(journal.Info.Shards);
        var first = journal.LastBefore(shard, new(Math.Max(0, at.Ticks - within.Ticks)));
        var reader = new InFlightReader(journal, shard, person);
        var count = 0;
        journal.Visit(shard, first, long.MaxValue, (in stored) =>
        {
            if (stored.At > at)
            {
                return false;
            }

            if (stored.Name is "batch.dispatched.v1" or "message.accepted.v1" or "message.dispatched.v1"
                or "message.group-accepted.v1" && stored.Scope.Equals(scope))
            {
                count += reader.DispatchesOf(stored).Count(d => MessageProgress.At(d, at).IsInFlight);
            }

            return true;
        });
        return count;
    }

    /// <summary>The messages to the person that left with an event.</summary>
    private IEnumerable<Dispatch> DispatchesOf(in StoredEvent stored)
    {
        var at = stored.At;
        return stored.Decode() switch
        {
            MessageAccepted e when e.To == _person => [new(at, e.Outcome, e.Carrier, e.Chance)],
            MessageDispatched e when Read(e.Message) is WaitingMessage waited && waited.To == _person =>
                [e.DispatchAt(at)],
            GroupAccepted e => e.MembersAt(at).Where(m => m.To == _person).Select(m => m.Dispatch),
            BatchDispatched e => PlacesIn(e.Chunk).Select(place => place - e.First)
                .Where(n => n >= 0 && n < e.Outcomes.Length)
                .Select(n => new Dispatch(
                    at, (Outcome)e.Outcomes.Span[n], e.Carrier,
                    Chance.Of(e.ChanceBase, (ulong)(e.FirstOrdinal + n)))),
            _ => [],
        };
    }

    private List<int> PlacesIn(long chunk)
    {
        if (!_places.TryGetValue(chunk, out var places))
        {
            var recipients = Read(chunk) switch
            {
                BatchAccepted e => e.Chunk.Recipients,
                BatchContinued e => e.Chunk.Recipients,
                _ => throw new JournalCorruptException("A dispatched chunk is no chunk."),
            };
            _places[chunk] = places =
                [.. Enumerable.Range(0, recipients.Count).Where(n => recipients[n] == _person.Value)];
        }

        return places;
    }

    private GatewayEvent? Read(long sequence)
    {
        GatewayEvent? found = null;
        _journal.Visit(_shard, sequence - 1, sequence, (in stored) =>
        {
            found = (stored with { Payload = stored.Payload.ToArray() }).Decode();
            return false;
        });
        return found;
    }
}
