using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors;

/// <summary>Chooses the text of an automatic reply.</summary>
internal sealed class ReplyTable(ConsentOptions options)
{
    /// <summary>Keeps the chance of replies apart from that of messages.</summary>
    public const ulong ChanceSalt = 0x7265706C79;

    /// <summary>The toll-free network's answer to a change of its block.</summary>
    public string? NetworkText(Provider provider, NetworkChange change) => change switch
    {
        // RingCentral's page of 2020 words it without "sent"; who asks for that page gets its words.
        NetworkChange.Block when provider == Provider.RingCentral
            && options.RingCentralStopConfirmation == StopConfirmation.Legacy2020 => ReplyTexts.TollFreeStopRingCentral,
        NetworkChange.Block => ReplyTexts.TollFreeStop,
        NetworkChange.Unblock => ReplyTexts.TollFreeStart,
        _ => null,
    };

    /// <summary>The provider's answer.</summary>
    /// <param name="table">Of the Telnyx profile that was texted.</param>
    /// <returns>Null or empty: none.</returns>
    public string? TextOf(
        Provider provider, Operation operation, Classification classification, PhoneNumber person, SenderType sender,
        KeywordTable table) =>
        provider == Provider.RingCentral
            ? RingCentralText(operation, sender)
            : TelnyxText(operation, classification, NumberPlan.RegionOf(person), sender, table);

    /// <remarks>Toll-free numbers have no campaign registration: the network alone answers there.</remarks>
    private string? RingCentralText(Operation operation, SenderType sender) => operation switch
    {
        Operation.Stop when sender == SenderType.TollFree => null,
        Operation.Stop => options.RingCentralStopConfirmation switch
        {
            StopConfirmation.Tcr2025 => options.RingCentralStopText,
            StopConfirmation.Legacy2020 => ReplyTexts.TollFreeStopRingCentral,
            _ => null,
        },
        Operation.Start => options.RingCentralStartText,
        Operation.Help => options.RingCentralHelpText,
        _ => null,
    };

    /// <remarks>
    /// The text for the person's country, then the one for all, then the default. On toll-free a configured text goes
    /// out beside the network's, a default one does not. On short codes the stop text cannot be
    /// configured (Telnyx documentation, short codes; UNVERIFIED: a support article leaves STOP to the customer there).
    /// </remarks>
    private string? TelnyxText(
        Operation operation, Classification classification, Region country, SenderType sender, KeywordTable table)
    {
        var configured = operation == Operation.Custom ? table.ReplyFor(classification, country)
            : operation == Operation.Stop && sender == SenderType.ShortCode ? null
            : table.ReplyFor(operation, country);
        return configured ?? operation switch
        {
            Operation.Stop when sender != SenderType.TollFree => ReplyTexts.TelnyxStop,
            Operation.Start when sender != SenderType.TollFree => ReplyTexts.TelnyxStart,
            Operation.Help => options.TelnyxHelpText,
            _ => null,
        };
    }
}
