namespace GatewaySim.Actors.Shards;

/// <summary>When each shard has something due, for whoever wakes them and moves the clock.</summary>
/// <remarks>Each shard writes its own entry; any thread reads.</remarks>
internal sealed class DueTable(int shards)
{
    private readonly long[] _dues = [.. Enumerable.Repeat(long.MaxValue, shards)];

    /// <summary>Called when something is due earlier than before, or a shard came to rest. Must not block.</summary>
    public Action? Moved { get; set; }

    /// <summary>Whether somebody waits for the shards to come to rest.</summary>
    public bool IsWatched { get; set; }

    /// <summary>
    /// Whether what is due is done by one shard after the other, as it matters who comes first. Nothing else should
    /// wake a shard meanwhile.
    /// </summary>
    public bool IsOrdered { get; set; }

    /// <summary>In ticks of the clock; max for nothing.</summary>
    public long Earliest
    {
        get
        {
            var earliest = long.MaxValue;
            for (var shard = 0; shard < _dues.Length; shard++)
            {
                earliest = Math.Min(earliest, Of(shard));
            }

            return earliest;
        }
    }

    public long Of(int shard) => Volatile.Read(ref _dues[shard]);

    public void Set(int shard, long ticks)
    {
        var before = _dues[shard];
        if (ticks != before)
        {
            Volatile.Write(ref _dues[shard], ticks);
            if (ticks < before)
            {
                Moved?.Invoke();
            }
        }
    }

    public void Rested()
    {
        if (IsWatched)
        {
            Moved?.Invoke();
        }
    }
}
