using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Reading;

/// <summary>What a journal says about the rules for texts of the United States. Filled while it is read.</summary>
public sealed class ComplianceReport
{
    /// <summary>Examples that are kept of each kind; all are counted.</summary>
    public const int ExamplesMax = 100;

    /// <summary>Of those, the ones that are shown where nobody asks for more.</summary>
    public const int ExamplesShown = 20;

    /// <summary>A confirmation of an opt-out is in time within this. Source: 47 CFR 64.1200(a)(12).</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromMinutes(5);

    /// <summary>Events that were read.</summary>
    public long Events { get; set; }

    /// <summary>The stamp of the newest of them; null when there is none.</summary>
    public Stamp? Through { get; set; }

    /// <summary>Messages that were handed to the carrier, replies apart.</summary>
    public long Sent { get; set; }

    /// <summary>Of those, the ones to numbers that do not tell their zone, or are not of +1.</summary>
    public long ZoneUnknown { get; set; }

    /// <summary>Handed over before 8:00 or from 21:00 on, in every zone of the number; by zone.</summary>
    public SortedDictionary<string, long> QuietByZone { get; } = new(StringComparer.Ordinal);

    /// <summary>The same in some zones of the number and not in others; by zones.</summary>
    public SortedDictionary<string, long> MaybeQuietByZone { get; } = new(StringComparer.Ordinal);

    public List<QuietExample> QuietExamples { get; } = [];

    public long Inbound { get; set; }

    /// <summary>Texts that are one of the FCC's own words and were not taken for STOP.</summary>
    public long MissedListed { get; set; }

    /// <summary>Texts that a reasonable person would read as STOP and that were not taken for it.</summary>
    public long MissedReasonable { get; set; }

    /// <summary>Messages handed over to those people by the same scope afterwards, until they opted in.</summary>
    public long SentAfterMissed { get; set; }

    public List<MissedExample> MissedExamples { get; } = [];

    /// <summary>Opt-outs by text.</summary>
    public long OptOutsByText { get; set; }

    /// <summary>Of those, the ones that were confirmed within five minutes.</summary>
    public long Confirmed { get; set; }

    public long ConfirmedLate { get; set; }

    public TimeSpan SlowestConfirmation { get; set; }

    public List<LateExample> LateExamples { get; } = [];

    /// <summary>
    /// Messages that were with the carrier, handed over and without an end, when their recipient opted out.
    /// </summary>
    public long InFlightAtOptOut { get; set; }

    public List<InFlightExample> InFlightExamples { get; } = [];

    /// <summary>Messages that were handed over to somebody who had opted out: must be none.</summary>
    public long Violations { get; set; }

    public List<string> ViolationExamples { get; } = [];

    /// <summary>Opt-outs by text that nobody confirmed.</summary>
    public long Unconfirmed => OptOutsByText - Confirmed - ConfirmedLate;

    public long Quiet => QuietByZone.Values.Sum();

    public long MaybeQuiet => MaybeQuietByZone.Values.Sum();

    /// <summary>Keeps only so many examples of each kind, the first ones.</summary>
    public void Shorten(int examplesMax)
    {
        Keep(QuietExamples);
        Keep(MissedExamples);
        Keep(LateExamples);
        Keep(InFlightExamples);
        Keep(ViolationExamples);

        void Keep<T>(List<T> examples) =>
            examples.RemoveRange(Math.Min(examplesMax, examples.Count), Math.Max(0, examples.Count - examplesMax));
    }
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
