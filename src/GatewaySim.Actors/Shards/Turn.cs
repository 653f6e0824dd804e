using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Counting;
using GatewaySim.Domain.Commands;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Shards;

/// <summary>What one shard decided in one go: its events for the journal, and the answers that wait for them.</summary>
internal sealed class Turn(Shard owner) : Append
{
    private readonly List<Ask> _asks = [];
    private readonly List<Action> _publications = [];

    /// <summary>Messages that batches of this turn brought.</summary>
    public int Messages { get; set; }

    /// <summary>What it decided. It counts when the turn is durable.</summary>
    public ShardCounts Counts { get; } = new();

    public int AskCount => _asks.Count;

    public bool IsEmpty => _asks.Count == 0 && Entries.Count == 0 && Snapshots.Count == 0;

    public void Add(Ask ask) => _asks.Add(ask);

    /// <summary>Makes something visible to all shards when the turn is durable, before its answers are given.</summary>
    public void Publish(Action publication) => _publications.Add(publication);

    public void Clear(int shard, StreamHead after)
    {
        Reset(shard, after);
        Messages = 0;
        Counts.Clear();
        _asks.Clear();
        _publications.Clear();
    }

    public override void Complete(JournalException? error)
    {
        // The failed turn may be stored all the same. What it would have published is missing then, and what follows
        // must not be published before it.
        error ??= owner.EarlierFailure;
        if (error is null)
        {
            foreach (var publication in _publications)
            {
                publication();
            }

            if (Entries.Count > 0)
            {
                owner.Tail.Advance(Shard, After + Entries.Count);
            }

            // Before the answers: who has one finds itself counted.
            owner.Counts.Add(Counts);
            foreach (var ask in _asks)
            {
                ask.Answer();
            }
        }
        else
        {
            Refuse(Verdict.Unknown);
        }

        owner.TurnDone(this, error);
    }

    /// <summary>Answers every command of the turn with the same refusal.</summary>
    public void Refuse(Verdict verdict)
    {
        foreach (var ask in _asks)
        {
            ask.Refuse(verdict);
        }

        _asks.Clear();
    }
}
