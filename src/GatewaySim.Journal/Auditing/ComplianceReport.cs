using GatewaySim.Domain;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Auditing;

/// <summary>What a journal says about the rules for texts of the United States.</summary>
public sealed class ComplianceReport
{
    /// <summary>Examples that are kept of each kind; all are counted.</summary>
    public const int ExamplesMax = 20;

    /// <summary>Messages that were handed to the carrier, replies apart.</summary>
    public long Sent { get; internal set; }

    /// <summary>Of those, the ones to numbers that do not tell their zone, or are not of +1.</summary>
    public long ZoneUnknown { get; internal set; }

    /// <summary>Handed over before 8:00 or from 21:00 on, in every zone of the number; by zone.</summary>
    public SortedDictionary<string, long> QuietByZone { get; } = new(StringComparer.Ordinal);

    /// <summary>The same in some zones of the number and not in others; by zones.</summary>
    public SortedDictionary<string, long> MaybeQuietByZone { get; } = new(StringComparer.Ordinal);

    public List<QuietExample> QuietExamples { get; } = [];

    public long Inbound { get; internal set; }

    /// <summary>Texts that are one of the FCC's own words and were not taken for STOP.</summary>
    public long MissedListed { get; internal set; }

    /// <summary>Texts that a reasonable person would read as STOP and that were not taken for it.</summary>
    public long MissedReasonable { get; internal set; }

    /// <summary>Messages handed over to those people by the same scope afterwards, until they opted in.</summary>
    public long SentAfterMissed { get; internal set; }

    public List<MissedExample> MissedExamples { get; } = [];

    /// <summary>Opt-outs by text.</summary>
    public long OptOutsByText { get; internal set; }

    /// <summary>Of those, the ones that were confirmed within five minutes.</summary>
    public long Confirmed { get; internal set; }

    public long ConfirmedLate { get; internal set; }

    public TimeSpan SlowestConfirmation { get; internal set; }

    public List<LateExample> LateExamples { get; } = [];

    /// <summary>
    /// Messages that were with the carrier, handed over and without an end, when their recipient opted out.
    /// </summary>
    public long InFlightAtOptOut { get; internal set; }

    public List<InFlightExample> InFlightExamples { get; } = [];

    /// <summary>Messages that were handed over to somebody who had opted out: must be none.</summary>
    public long Violations { get; internal set; }

    public List<string> ViolationExamples { get; } = [];

    public long Quiet => QuietByZone.Values.Sum();

    public long MaybeQuiet => MaybeQuietByZone.Values.Sum();
}

/// <param name="Zones">All zones of the number.</param>
/// <param name="Local">In the first of them.</param>
public sealed record QuietExample(MessageId Message, PhoneNumber To, string Zones, DateTimeOffset Local);

public sealed record MissedExample(
    MessageId Message, Stamp At, PhoneNumber From, Address To, string Text, FccMeaning Meaning);

/// <param name="After">From the text to its confirmation.</param>
public sealed record LateExample(MessageId Text, PhoneNumber From, Address To, TimeSpan After);

/// <param name="At">When it was handed over.</param>
public sealed record InFlightExample(MessageId Message, Address To, Stamp At, Stamp OptedOutAt);
