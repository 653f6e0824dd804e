using GatewaySim.Bench.Load;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Bench.Measures;

/// <summary>What one opt-out record of a sender costs in memory.</summary>
internal static class PairMemory
{
    private const int PairsMin = 1_000_000;
    private const int PairsMax = 3_000_000;

    /// <returns>Bytes a pair where it is worst: the table's own count, or the heap's if that is more.</returns>
    public static double Measure()
    {
        // 1. Where is it worst? Capacity follows from the number of pairs alone.
        var table = new RecipientTable();
        var (worst, bytes) = (0, 0.0);
        for (var n = 0; n < PairsMax; n++)
        {
            table.Set(Requests.Recipient(n), (ulong)n);
            if (n >= PairsMin && (double)table.BytesUsed / table.Count > bytes)
            {
                (worst, bytes) = (table.Count, (double)table.BytesUsed / table.Count);
            }
        }

        table.Clear();

        // 2. What does the heap say about a table of that size?
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var n = 0; n < worst; n++)
        {
            table.Set(Requests.Recipient(n), (ulong)n);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(table);
        return Math.Max(bytes, (after - before) / (double)worst);
    }
}
