namespace GatewaySim.Domain.Carrier.Own;

/// <summary>A share of delays that are log-normal together.</summary>
/// <param name="Share">Above 0, up to 1.</param>
/// <param name="Median">0 or more; with 0 all of them are 0.</param>
/// <param name="Sigma">Of the logarithm, 0 to 4; with 0 all of them are the median.</param>
public readonly record struct DelayPart(double Share, TimeSpan Median, double Sigma);

/// <summary>A mixture of log-normal delays, and its quantiles.</summary>
/// <param name="parts">1 or more, their shares together 1.</param>
/// <param name="max">No delay is longer.</param>
public sealed class DelayMixture(IReadOnlyList<DelayPart> parts, TimeSpan max)
{
    /// <summary>The longest that a delay may be.</summary>
    public static readonly TimeSpan LongestMax = TimeSpan.FromDays(3);

    /// <summary>Where no longest delay is said, this share of the delays is shorter than the longest.</summary>
    private const double TailShare = 0.9999;

    /// <summary>257 delays in microseconds: entry n is longer than n / 256 of all delays.</summary>
    /// <remarks>The first is the quantile at 1 / 512, as no log-normal begins anywhere.</remarks>
    public long[] Quantiles()
    {
        var table = new long[257];
        for (var n = 0; n < table.Length; n++)
        {
            var at = At(n == 0 ? 1.0 / 512 : n == 256 ? TailShare : n / 256.0);
            table[n] = (long)Math.Round(Math.Min(at.TotalMicroseconds, max.TotalMicroseconds));
        }

        return table;
    }

    /// <summary>The delay that a share of all delays is below, found by halving.</summary>
    private TimeSpan At(double share)
    {
        double low = 0;
        var high = LongestMax.TotalMicroseconds;
        if (Below(low) >= share)
        {
            return TimeSpan.Zero;
        }

        // Halved as a logarithm from a microsecond on: short and long delays are found as exactly.
        var (from, to) = (0.0, Math.Log(high));
        for (var step = 0; step < 60; step++)
        {
            var middle = (from + to) / 2;
            (from, to) = Below(Math.Exp(middle)) < share ? (middle, to) : (from, middle);
        }

        return TimeSpan.FromMicroseconds(Math.Exp(to));
    }

    /// <summary>The share of all delays that are at most so many microseconds.</summary>
    private double Below(double microseconds)
    {
        double sum = 0;
        foreach (var (share, median, sigma) in parts)
        {
            var middle = median.TotalMicroseconds;
            sum += share * (middle <= 0 ? 1
                : microseconds <= 0 ? 0
                : sigma <= 0 ? (microseconds >= middle ? 1 : 0)
                : Normal(Math.Log(microseconds / middle) / sigma));
        }

        return sum;
    }

    /// <summary>The share of a standard normal distribution below x.</summary>
    /// <remarks>By the error function of Numerical Recipes (erfcc), relative error below 1.2e-7.</remarks>
    private static double Normal(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + 0.5 * z);
        var tail = t * Math.Exp(-z * z - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418
            + t * (-0.18628806 + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587
            + t * (-0.82215223 + t * 0.17087277)))))))));
        return x >= 0 ? 1 - tail / 2 : tail / 2;
    }
}
