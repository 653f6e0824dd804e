namespace GatewaySim.Domain.Phones;

/// <summary>How long people take: log-normal.</summary>
/// <param name="MedianSeconds">Half of them are quicker; 0 to <see cref="MedianSecondsMax"/>.</param>
/// <param name="Sigma">How far they differ: of the logarithm; 0 (all alike) to <see cref="SigmaMax"/>.</param>
public readonly record struct ReplyDelay(double MedianSeconds, double Sigma)
{
    public const double MedianSecondsMax = 604_800;
    public const double SigmaMax = 4;

    /// <summary>Nobody takes longer.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(7);

    public bool IsValid => MedianSeconds is >= 0 and <= MedianSecondsMax && Sigma is >= 0 and <= SigmaMax;

    /// <summary>The delay of one draw, in whole milliseconds.</summary>
    /// <param name="draw">64 uniform bits.</param>
    public TimeSpan At(ulong draw)
    {
        // Never 0 or 1, which have no quantile.
        var share = ((draw >> 11) + 0.5) / (1UL << 53);
        var seconds = MedianSeconds * Math.Exp(Sigma * NormalQuantile(share));
        return seconds >= Max.TotalSeconds ? Max : TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
    }

    /// <summary>Where a standard normal distribution has a share below it.</summary>
    /// <remarks>Acklam's rational approximation, 2003; relative error below 1.2e-9.</remarks>
    private static double NormalQuantile(double share)
    {
        const double Low = 0.02425;
        if (share < Low || share > 1 - Low)
        {
            var q = Math.Sqrt(-2 * Math.Log(share < Low ? share : 1 - share));
            var tail = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
                / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                + 3.754408661907416) * q + 1);
            return share < Low ? tail : -tail;
        }

        var x = share - 0.5;
        var r = x * x;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
            + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * x
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
            + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }
}
