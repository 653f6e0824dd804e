using System.Collections.Concurrent;

namespace GatewaySim.Host.Demo;

/// <summary>What the campaign counted. Written by many workers.</summary>
internal sealed class DemoTally
{
    private readonly ConcurrentDictionary<string, int> _blocked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failed = new(StringComparer.Ordinal);
    private int _submitted;
    private int _accepted;
    private int _delivered;
    private int _pending;
    private int _replies;
    private int _texts;
    private int _violations;
    private int _falseBlocks;
    private int _racing;

    /// <summary>Messages handed in, over both providers.</summary>
    public int Submitted => _submitted;

    /// <summary>Messages that got an id.</summary>
    public int Accepted => _accepted;

    public int Delivered => _delivered;

    /// <summary>Messages without a final state when the campaign ended.</summary>
    public int Pending => _pending;

    /// <summary>Automatic replies.</summary>
    public int Replies => _replies;

    /// <summary>Inbound texts.</summary>
    public int Texts => _texts;

    /// <summary>Messages that were sent although an opt-out had been acknowledged before.</summary>
    public int Violations => _violations;

    /// <summary>Messages that were blocked although consent stood.</summary>
    public int FalseBlocks => _falseBlocks;

    /// <summary>Messages that raced with a change: both outcomes are right.</summary>
    public int Racing => _racing;

    public IReadOnlyDictionary<string, int> Blocked => _blocked;

    public IReadOnlyDictionary<string, int> Failed => _failed;

    /// <summary>Blocked messages that have an id (RingCentral's); Telnyx refuses before there is one.</summary>
    public int BlockedWithId { get; private set; }

    /// <summary>Accepted messages that are accounted for.</summary>
    public int AccountedFor => Delivered + Pending + _failed.Values.Sum() + BlockedWithId;

    public void Add(DemoCount count, int number = 1)
    {
        ref var field = ref Field(count);
        Interlocked.Add(ref field, number);
    }

    public void Block(string code, bool hasId)
    {
        _blocked.AddOrUpdate(code, 1, static (_, n) => n + 1);
        if (hasId)
        {
            lock (_blocked)
            {
                BlockedWithId++;
            }
        }
    }

    public void Fail(string code) => _failed.AddOrUpdate(code, 1, static (_, n) => n + 1);

    /// <summary>Compares what happened to a message with what had to.</summary>
    public void Judge(Expectation expected, bool wasBlocked)
    {
        switch (expected)
        {
            case Expectation.MustBlock when !wasBlocked:
                Add(DemoCount.Violations);
                break;
            case Expectation.MaySend when wasBlocked:
                Add(DemoCount.FalseBlocks);
                break;
            case Expectation.Racing:
                Add(DemoCount.Racing);
                break;
        }
    }

    private ref int Field(DemoCount count)
    {
        switch (count)
        {
            case DemoCount.Submitted: return ref _submitted;
            case DemoCount.Accepted: return ref _accepted;
            case DemoCount.Delivered: return ref _delivered;
            case DemoCount.Pending: return ref _pending;
            case DemoCount.Replies: return ref _replies;
            case DemoCount.Texts: return ref _texts;
            case DemoCount.Violations: return ref _violations;
            case DemoCount.FalseBlocks: return ref _falseBlocks;
            default: return ref _racing;
        }
    }
}

internal enum DemoCount
{
    Submitted,
    Accepted,
    Delivered,
    Pending,
    Replies,
    Texts,
    Violations,
    FalseBlocks,
    Racing,
}
