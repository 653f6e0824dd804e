using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors.Time;

/// <summary>How time passes in the simulation.</summary>
public sealed class ClockOptions
{
    /// <summary>Seconds of the simulation in one of the wall, 0 to 999,999.999, or <c>max</c>.</summary>
    public const string SpeedPattern = @"max|\d{1,6}(\.\d{1,3})?";

    [Setting(
        "How fast the simulation's time passes, as a multiple of the wall's: 1 is real time, 0 stands still until it "
        + "is advanced, max leaps to what is due next as soon as everything due is done.",
        Pattern = SpeedPattern, Form = "0 to 999999.999 with at most three decimals, or max",
        Reach = SettingReach.Cluster)]
    public string Speed { get; init; } = "1";

    [Setting(
        "When the simulation begins (ISO 8601 with a zone); without it, now. Time never goes back: a data directory "
        + "goes on from where its clock stood.", Reach = SettingReach.Cluster)]
    public DateTimeOffset? StartAt { get; init; }

    [Setting(
        "How far an advance may move the clock beyond what is due next, to do more at once. 0 keeps strict order: each "
        + "callback is answered before the next is sent. With more, those of one step are under way together. Where "
        + "nobody is told of anything, an advance takes long steps whatever is set.",
        Unit = "milliseconds", Min = 0, Max = 60_000, Reach = SettingReach.Cluster)]
    public int StepMs { get; init; }
}
