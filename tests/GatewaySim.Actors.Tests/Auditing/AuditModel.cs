using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors.Tests.Auditing;

/// <summary>What an audit must count, by a telling of its own: words and zones are those of the tables here.</summary>
internal sealed class AuditModel
{
    public static readonly IReadOnlyList<(string Text, Operation Operation, FccMeaning Meaning)> Texts =
    [
        ("STOP", Operation.Stop, FccMeaning.None),
        ("quit!", Operation.Stop, FccMeaning.None),
        ("START", Operation.Start, FccMeaning.None),
        ("HELP", Operation.Help, FccMeaning.None),
        ("thanks", Operation.None, FccMeaning.None),
        ("Revoke.", Operation.None, FccMeaning.Listed),
        ("opt out", Operation.None, FccMeaning.Listed),
        ("Please stop texting me", Operation.None, FccMeaning.Reasonable),
        ("¡No más mensajes!", Operation.None, FccMeaning.Reasonable),
        ("退订", Operation.None, FccMeaning.Reasonable),
    ];

    public static readonly IReadOnlyDictionary<string, string[]> Zones = new Dictionary<string, string[]>
    {
        ["+12125550100"] = ["America/New_York"],
        ["+12065550100"] = ["America/Los_Angeles"],
        ["+17015550100"] = ["America/Chicago", "America/Denver"],
        ["+447700900123"] = [],
    };

    private readonly Dictionary<(string Number, string Person), bool> _pairs = [];
    private readonly HashSet<(string Number, string Person)> _origins = [];
    private readonly HashSet<(string Scope, string Person)> _missed = [];
    private readonly ComplianceReport _counts = new();

    /// <summary>RingCentral's numbers are scopes of their own; Telnyx's are on one profile.</summary>
    public static bool IsTelnyx(string number) => number.StartsWith("+1312", StringComparison.Ordinal);

    public static string Told(ComplianceReport r) =>
        $"sent {r.Sent}, quiet {r.Quiet}, maybe {r.MaybeQuiet}, unknown {r.ZoneUnknown}, inbound {r.Inbound}, "
        + $"listed {r.MissedListed}, reasonable {r.MissedReasonable}, after {r.SentAfterMissed}, "
        + $"opt-outs {r.OptOutsByText}, confirmed {r.Confirmed}, late {r.ConfirmedLate}, none {r.Unconfirmed}, "
        + $"violations {r.Violations}";

    public string Told() => Told(_counts);

    public bool IsOut(string number, string person) => IsTelnyx(number)
        ? _origins.Any(o => o.Person == person)
        : _pairs.GetValueOrDefault((number, person));

    /// <summary>A message that is not blocked is handed over.</summary>
    public void Send(string number, string person, DateTimeOffset at)
    {
        if (IsOut(number, person))
        {
            return;
        }

        _counts.Sent++;
        _counts.SentAfterMissed += _missed.Contains((ScopeOf(number), person)) ? 1 : 0;
        var zones = Zones[person];
        var quiet = zones.Count(z =>
            TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(z)).Hour is < 8 or > 20);
        if (zones.Length == 0)
        {
            _counts.ZoneUnknown++;
        }
        else if (quiet > 0)
        {
            var where = quiet == zones.Length ? _counts.QuietByZone : _counts.MaybeQuietByZone;
            where[person] = where.GetValueOrDefault(person) + 1;
        }
    }

    public void Hear(string number, string person, string text)
    {
        var (_, operation, meaning) = Texts.Single(t => t.Text == text);
        _counts.Inbound++;
        _counts.MissedListed += meaning == FccMeaning.Listed ? 1 : 0;
        _counts.MissedReasonable += meaning == FccMeaning.Reasonable ? 1 : 0;
        if (meaning != FccMeaning.None)
        {
            _missed.Add((ScopeOf(number), person));
        }

        // Who is out already is not opted out, nor answered, a second time.
        if (operation == Operation.Stop)
        {
            var isNew = !IsOut(number, person);
            _counts.OptOutsByText += isNew ? 1 : 0;
            _counts.Confirmed += isNew ? 1 : 0;
            Change(number, person, isOut: true);
        }
        else if (operation == Operation.Start)
        {
            // START lifts what there is; a record of somebody who is in says nothing new.
            if (IsOut(number, person))
            {
                Change(number, person, isOut: false);
            }
        }
    }

    /// <summary>A record that a client sets (RingCentral).</summary>
    public void Set(string number, string person, bool isOut) => Change(number, person, isOut);

    private void Change(string number, string person, bool isOut)
    {
        var changes = IsTelnyx(number)
            ? isOut ? _origins.Add((number, person)) : _origins.Remove((number, person))
            : !_pairs.TryGetValue((number, person), out var was) || was != isOut;
        if (changes)
        {
            _missed.Remove((ScopeOf(number), person));
        }

        if (!IsTelnyx(number))
        {
            _pairs[(number, person)] = isOut;
        }
    }

    private static string ScopeOf(string number) => IsTelnyx(number) ? "telnyx" : number;
}
