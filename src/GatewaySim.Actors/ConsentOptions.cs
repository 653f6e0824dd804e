using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors;

/// <summary>
/// Who sends RingCentral's STOP confirmation; its documents of three years disagree.
/// </summary>
public enum StopConfirmation
{
    /// <summary>The network message of the 2020 text.</summary>
    Legacy2020,

    /// <summary>Nobody: the customer answers (2021).</summary>
    Customer2021,

    /// <summary>RingCentral, with the text of the campaign's registration (2025).</summary>
    Tcr2025,
}

/// <summary>How consent behaves where the providers' documents leave it open.</summary>
public sealed class ConsentOptions
{
    [Setting("How a body is compared with keywords.", Reach = SettingReach.Cluster)]
    public KeywordMatch KeywordMatch { get; init; } = KeywordMatch.WholeBody;

    [Setting("Who sends RingCentral's STOP confirmation, by the year of the document.", Reach = SettingReach.Cluster)]
    public StopConfirmation RingCentralStopConfirmation { get; init; } = StopConfirmation.Tcr2025;

    [Setting("RingCentral's STOP confirmation of mode Tcr2025, as a campaign would have registered it.",
        Reach = SettingReach.Cluster)]
    public string RingCentralStopText { get; init; } =
        "You have been unsubscribed and will receive no more messages. Reply START to resubscribe.";

    [Setting("RingCentral's answer to START; empty for none, as no document has one.", Reach = SettingReach.Cluster)]
    public string RingCentralStartText { get; init; } = "";

    [Setting("RingCentral's answer to HELP; empty for none, as its keyword list has no HELP.",
        Reach = SettingReach.Cluster)]
    public string RingCentralHelpText { get; init; } = "";

    [Setting("Whether a RingCentral opt-out of the recipient or the carrier can only be lifted by the recipient. "
        + "Off: an update by API lifts it too, as one sentence of the guide has it. On, account-wide opt-ins by API "
        + "are refused.", Reach = SettingReach.Cluster)]
    public bool RingCentralStrictOptOuts { get; init; }

    [Setting("Which number a Telnyx START must reach: the one that got the STOP (help centre), or any of the profile.",
        Reach = SettingReach.Cluster)]
    public StartScope TelnyxStartScope { get; init; } = StartScope.SameNumber;

    [Setting("Telnyx's answer to HELP where no text is configured; empty for none, as no document has one.",
        Reach = SettingReach.Cluster)]
    public string TelnyxHelpText { get; init; } = "";
}
