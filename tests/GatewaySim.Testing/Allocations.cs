namespace GatewaySim.Testing;

/// <summary>What an operation allocates on the thread that runs it.</summary>
public static class Allocations
{
    /// <summary>A collection that another thread's test starts ends in one run, rarely in two.</summary>
    private const int Runs = 5;

    /// <summary>
    /// The bytes of one operation. It runs once before it is measured, as its first run makes tables and compiles, and
    /// the least of several runs counts: the runtime charges a thread with what a collection, of whatever thread, cuts
    /// off its buffer, up to 8 KiB.
    /// </summary>
    public static long Of(Action operation)
    {
        operation();
        var least = long.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
