using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Simulation.Tests;

/// <summary>What T-Mobile took of the brand on each Pacific day. Every message here has one segment.</summary>
internal sealed partial class Ledger
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private readonly Dictionary<DateTime, int> _taken = [];

    /// <summary>Segments a day; null for any number.</summary>
    public int? DailyCap { get; init; }

    /// <summary>How many messages met the cap.</summary>
    public int Capped { get; private set; }

    /// <summary>How many days reached it.</summary>
    public int DaysFull => _taken.Values.Count(t => t == DailyCap);

    /// <summary>P-39: what becomes of a message where the brand has a cap.</summary>
    /// <param name="expected">What becomes of it otherwise.</param>
    private Outcome AfterCap(Fact fact, Address from, ulong to, Outcome expected, Outcome outcome)
    {
        if (DailyCap is not { } cap || !expected.IsHandedOver() || SenderTypes.Of(from) != SenderType.LongCode
            || to is < 10_000_000_000 or > 19_999_999_999 || HandsetCarriers.Of(to) != HandsetCarrier.TMobile)
        {
            return expected;
        }

        // What was decided and lost may have taken the last place, so one may fail below the cap.
        if (outcome == Outcome.DailyCapped)
        {
            Capped++;
            return outcome;
        }

        var date = TimeZoneInfo.ConvertTime(fact.At.Time, Pacific).Date;
        _taken[date] = _taken.GetValueOrDefault(date) + 1;
        Property.Holds("P-39", _taken[date] <= cap, $"{fact.Id} is message {_taken[date]} of {cap} on {date:d}");
        return expected;
    }
}
