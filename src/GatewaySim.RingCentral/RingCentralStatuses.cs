using System.Diagnostics;
using GatewaySim.Domain.Messages;

namespace GatewaySim.RingCentral;

/// <summary>How a message stands, in RingCentral's words.</summary>
/// <param name="ErrorCode">Null unless it failed.</param>
internal readonly record struct RingCentralStatus(string Name, string? ErrorCode = null)
{
    public override string ToString() => ErrorCode is null ? Name : $"{Name} {ErrorCode}";
}

/// <summary>The one table from our outcomes to RingCentral's statuses and codes.</summary>
/// <remarks>
/// Source: guide, "handling errors". The prefix says who reports: RC, UP(stream), CAR(rier).
/// </remarks>
internal static class RingCentralStatuses
{
    public const string Queued = "Queued";
    public const string Sent = "Sent";
    public const string Delivered = "Delivered";
    public const string DeliveryFailed = "DeliveryFailed";
    public const string SendingFailed = "SendingFailed";

    /// <summary>Inbound messages are there when they are seen.</summary>
    public static readonly RingCentralStatus Inbound = new(Delivered);

    public static RingCentralStatus Of(Direction direction, MessageProgress progress) =>
        direction == Direction.Inbound ? Inbound : Of(progress);

    public static RingCentralStatus Of(MessageProgress progress) => progress.Stage switch
    {
        // RingCentral has no word between queued and sent.
        MessageStage.Queued or MessageStage.Sending => new(Queued),
        MessageStage.Sent => new(Sent),
        MessageStage.Final => progress.Outcome switch
        {
            Outcome.Delivered => new(Delivered),
            Outcome.Unconfirmed => new(DeliveryFailed, "SMS-CAR-104"),
            Outcome.Unroutable => new(DeliveryFailed, "SMS-CAR-411"),
            Outcome.Unreachable => new(DeliveryFailed, "SMS-CAR-412"),
            Outcome.Spam => new(DeliveryFailed, "SMS-CAR-430"),
            Outcome.CarrierDown => new(DeliveryFailed, "SMS-CAR-500"),
            Outcome.CarrierOptOut => new(DeliveryFailed, "SMS-CAR-413"),
            Outcome.Expired => new(SendingFailed, "SMS-CAR-410"),
            Outcome.DailyCapped => new(DeliveryFailed, "SMS-CAR-450"),
            Outcome.SenderFlagged => new(DeliveryFailed, "SMS-UP-431"),
            Outcome.ShortenedLink => new(DeliveryFailed, "SMS-CAR-435"),
            Outcome.RateLimited => new(DeliveryFailed, "SMS-CAR-451"),
            Outcome.VolumeLimited => new(DeliveryFailed, "SMS-CAR-452"),
            Outcome.Unregistered => new(DeliveryFailed, "SMS-CAR-414"),
            Outcome.SpamAtt => new(DeliveryFailed, "SMS-CAR-430"),
            Outcome.UnroutableUpstream => new(DeliveryFailed, "SMS-UP-410"),
            Outcome.Blocked => new(SendingFailed, "SMS-RC-413"),
            _ => throw new UnreachableException($"A final message is {progress.Outcome}."),
        },
        _ => throw new UnreachableException($"A message is {progress.Stage}."),
    };
}
