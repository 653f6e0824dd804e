using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier.Own;

/// <summary>How messages end, by shares.</summary>
public sealed class OutcomeMix
{
    /// <summary>The shares of a mix are 1 together, within this.</summary>
    public const double Tolerance = 1e-6;

    private readonly Outcome[] _outcomes;
    private readonly ulong[] _below;

    /// <param name="shares">Each 0 to 1, together 1; each outcome once.</param>
    public OutcomeMix(IReadOnlyList<(Outcome Outcome, double Share)> shares)
    {
        var sum = shares.Sum(s => s.Share);
        Invariant.Holds(shares.Count > 0 && Math.Abs(sum - 1) <= Tolerance && shares.All(s => s.Share >= 0));
        _outcomes = [.. shares.Select(s => s.Outcome)];
        _below = new ulong[shares.Count];
        double reached = 0;
        for (var n = 0; n < _below.Length; n++)
        {
            reached += shares[n].Share / sum;
            _below[n] = (ulong)Math.Round(reached * (1UL << 32));
        }

        // What rounding left over belongs to the last outcome that may occur at all.
        for (var n = _below.Length - 1; n >= 0; n--)
        {
            _below[n] = 1UL << 32;
            if (shares[n].Share > 0)
            {
                break;
            }
        }
    }

    /// <summary>The outcome at a place among 2^32.</summary>
    public Outcome At(uint place)
    {
        var n = 0;
        while (place >= _below[n])
        {
            n++;
        }

        return _outcomes[n];
    }
}
