using System.Globalization;
using GatewaySim.Domain;

namespace GatewaySim.Dashboard.Control;

/// <summary>Times in the bodies of the control routes.</summary>
internal static class ControlTime
{
    /// <summary>Reads ISO 8601; without a zone it is UTC.</summary>
    public static bool TryParse(string text, out Stamp stamp)
    {
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time >= DateTimeOffset.UnixEpoch && Stamp.Of(time).Ticks <= Stamp.TicksMax;
        stamp = isTime ? Stamp.Of(time) : default;
        return isTime;
    }
}
