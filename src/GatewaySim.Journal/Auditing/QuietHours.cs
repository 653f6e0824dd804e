using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Auditing;

/// <summary>Counts messages outside 8:00 to 21:00 of the recipient's time, by the zones of the area code.</summary>
/// <remarks>
/// Source: 47 CFR 64.1200(c)(1), for telephone solicitations; whether a text is one, a journal does not say. Zones are
/// those of the system's tz database; one that it does not have counts as unknown. At 21:00:00 it is too late.
/// </remarks>
internal sealed class QuietHours(ComplianceReport report)
{
    public const int OpensAt = 8;
    public const int ClosesAt = 21;

    private readonly Dictionary<string, TimeZoneInfo?> _zones = [];
    private readonly Verdict[] _byArea = new Verdict[1000];
    private Stamp _at;

    private enum Verdict : byte
    {
        NotAsked = 0,
        Unknown = 1,
        Fine = 2,
        Quiet = 3,
        MaybeQuiet = 4,
    }

    public void Add(MessageId message, Stamp at, PhoneNumber to)
    {
        report.Sent++;
        if (at != _at)
        {
            _at = at;
            Array.Clear(_byArea);
        }

        var area = NumberPlan.IsNanp(to) ? NumberPlan.NanpAreaOf(to) : 0;
        var verdict = _byArea[area];
        if (verdict == Verdict.NotAsked)
        {
            _byArea[area] = verdict = Judge(area);
        }

        switch (verdict)
        {
            case Verdict.Unknown:
                report.ZoneUnknown++;
                break;
            case Verdict.Quiet or Verdict.MaybeQuiet:
                var zones = string.Join(" or ", NanpZones.Of(area));
                var counts = verdict == Verdict.Quiet ? report.QuietByZone : report.MaybeQuietByZone;
                counts[zones] = counts.GetValueOrDefault(zones) + 1;
                if (verdict == Verdict.Quiet && report.QuietExamples.Count < ComplianceReport.ExamplesMax)
                {
                    report.QuietExamples.Add(new(
                        message, to, zones, TimeZoneInfo.ConvertTime(at.Time, ZoneOf(NanpZones.Of(area)[0])!)));
                }

                break;
        }
    }

    private Verdict Judge(int area)
    {
        var zones = NanpZones.Of(area).Select(ZoneOf).ToList();
        if (zones.Count == 0 || zones.Contains(null))
        {
            return Verdict.Unknown;
        }

        var quiet = zones.Count(z => TimeZoneInfo.ConvertTime(_at.Time, z!).Hour is < OpensAt or >= ClosesAt);
        return quiet == 0 ? Verdict.Fine : quiet == zones.Count ? Verdict.Quiet : Verdict.MaybeQuiet;
    }

    private TimeZoneInfo? ZoneOf(string name)
    {
        if (!_zones.TryGetValue(name, out var zone))
        {
            TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
            _zones.Add(name, zone);
        }

        return zone;
    }
}
