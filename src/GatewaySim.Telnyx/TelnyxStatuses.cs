using System.Diagnostics;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Telnyx;

/// <summary>The one table from the domain's outcomes to Telnyx's <c>to[].status</c> and delivery errors.</summary>
/// <remarks>Source of the words: OAS outbound message; of the codes: DOC api-error-codes.</remarks>
internal static class TelnyxStatuses
{
    /// <summary>The recipient's status, and the error of a message that failed.</summary>
    public static (string Status, TelnyxError? Error) Of(in MessageProgress progress) => progress.Stage switch
    {
        MessageStage.Scheduled => ("scheduled", null),
        MessageStage.Cancelled => ("cancelled", null),
        MessageStage.Queued => ("queued", null),
        MessageStage.Sending => ("sending", null),
        MessageStage.Sent => ("sent", null),
        MessageStage.Final => progress.Outcome switch
        {
            Outcome.Delivered => ("delivered", null),
            Outcome.Unconfirmed => ("delivery_unconfirmed", null),
            Outcome.Unroutable => ("delivery_failed", TelnyxErrors.NotRoutable),
            Outcome.Unreachable => ("delivery_failed", TelnyxErrors.ExpiredInTransit),
            Outcome.Spam => ("delivery_failed", TelnyxErrors.SpamTemporary),
            Outcome.CarrierDown => ("delivery_failed", TelnyxErrors.ServerUnavailable),
            Outcome.CarrierOptOut => ("delivery_failed", TelnyxErrors.Undeliverable),
            Outcome.DailyCapped => ("delivery_failed", TelnyxErrors.TMobileLimit),
            Outcome.SenderFlagged => ("delivery_failed", TelnyxErrors.SpamPermanent),
            Outcome.ShortenedLink => ("delivery_failed", TelnyxErrors.SpamTemporary),
            Outcome.RateLimited => ("delivery_failed", TelnyxErrors.AttLimit),
            Outcome.VolumeLimited => ("delivery_failed", TelnyxErrors.UpstreamLimit),
            Outcome.Unregistered => ("delivery_failed", TelnyxErrors.Unregistered),
            Outcome.SpamAtt => ("delivery_failed", TelnyxErrors.AttSpam),
            Outcome.UnroutableUpstream => ("delivery_failed", TelnyxErrors.InvalidDestination),
            Outcome.Blocked => ("sending_failed", TelnyxErrors.BlockedByStop),
            Outcome.Expired => ("sending_failed", TelnyxErrors.ExpiredInQueue),
            Outcome.SpendLimited => ("sending_failed", TelnyxErrors.SpendLimit),
            _ => throw new UnreachableException($"A message ended {progress.Outcome}."),
        },
        _ => throw new UnreachableException($"A message is {progress.Stage}."),
    };
}
