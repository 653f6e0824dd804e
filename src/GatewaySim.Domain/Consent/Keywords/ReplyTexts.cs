namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>The automatic replies that providers and the toll-free network document word for word.</summary>
public static class ReplyTexts
{
    /// <summary>Telnyx's reply to a stop word, if none is configured. Source: support article 1270091.</summary>
    public const string TelnyxStop =
        "You have successfully been unsubscribed, you will not receive any more messages from this number. "
        + "Reply START to re-subscribe.";

    /// <summary>Telnyx's reply to a start word, if none is configured. Source: support article 1270091.</summary>
    public const string TelnyxStart =
        "You have successfully been re-subscribed to this number. Reply STOP to unsubscribe. "
        + "Msg&Data Rates May Apply.";

    /// <summary>The network's reply to STOP on a toll-free number: 137 characters, one segment.</summary>
    /// <remarks>Source: Telnyx (seed 4, support article 6989758), Twilio, Azure.</remarks>
    public const string TollFreeStop =
        "NETWORK MSG: You replied with the word \"stop\" which blocks all texts sent from this number. "
        + "Text back \"unstop\" to receive messages again.";

    /// <summary>The same in RingCentral's words, without "sent". Source: RingCentral's page of 2020 (seed 1).</summary>
    public const string TollFreeStopRingCentral =
        "NETWORK MSG: You replied with the word \"stop\" which blocks all texts from this number. "
        + "Text back \"unstop\" to receive messages again.";

    /// <summary>The network's reply to START or UNSTOP on a toll-free number: 96 characters, one segment.</summary>
    /// <remarks>Source: Telnyx (seed 4, support article 6989758). UNVERIFIED for RingCentral, and Twilio notes that
    /// newer texts repeat the word that was used.</remarks>
    public const string TollFreeStart =
        "NETWORK MSG: You have replied \"unstop\" and will begin receiving messages again from this number.";
}
