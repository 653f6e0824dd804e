namespace GatewaySim.Domain.Carrier;

/// <summary>A distribution of delays as 257 quantiles.</summary>
/// <remarks>Integers only, so that every machine gets the same.</remarks>
internal static class Quantiles
{
    /// <summary>The delay at a fraction of 65,536, between two entries in proportion.</summary>
    /// <param name="table">Entry n is the delay at n / 256.</param>
    /// <param name="unitTicks">What the table counts, in ticks of 100 ns.</param>
    public static TimeSpan At(int[] table, int fraction, long unitTicks)
    {
        long low = table[fraction >> 8];
        long high = table[(fraction >> 8) + 1];
        return TimeSpan.FromTicks(((low << 8) + (high - low) * (fraction & 0xFF)) * unitTicks >> 8);
    }
}
