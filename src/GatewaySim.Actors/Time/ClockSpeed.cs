using System.Globalization;

namespace GatewaySim.Actors.Time;

/// <summary>How fast the simulation's time passes.</summary>
/// <param name="Factor">Seconds of the simulation in one of the wall; 0 stands still.</param>
/// <param name="Leaps">Whether it leaps to what is due next as soon as everything due is done.</param>
public readonly record struct ClockSpeed(double Factor, bool Leaps = false)
{
    /// <summary>The greatest factor.</summary>
    public const double FactorMax = 999_999.999;

    // As many as are written, so that what is written is how fast it is.
    private const int DecimalsMax = 3;

    private const string Max = "max";

    public static ClockSpeed Real { get; } = new(1);

    /// <summary>Reads <c>1</c>, <c>60</c>, <c>0.5</c> (at most three decimals) or <c>max</c>.</summary>
    public static bool TryParse(string text, out ClockSpeed speed)
    {
        if (text.Equals(Max, StringComparison.OrdinalIgnoreCase))
        {
            speed = new(1, Leaps: true);
            return true;
        }

        var isNumber = double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor);
        speed = new(factor);
        var point = text.IndexOf('.');
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return isNumber && factor is >= 0 and <= FactorMax && decimals <= DecimalsMax;
    }

    /// <exception cref="FormatException">The text is no speed.</exception>
    public static ClockSpeed Parse(string text) =>
        TryParse(text, out var speed) ? speed : throw new FormatException($"'{text}' is no speed.");

    public override string ToString() => Leaps ? Max : Factor.ToString("0.###", CultureInfo.InvariantCulture);
}
