using GatewaySim.Domain.Messages;

namespace GatewaySim.Telnyx;

/// <summary>Telnyx's codes of messages that failed, for those who count them.</summary>
public static class TelnyxCodes
{
    /// <returns>Null for what has no error: what was delivered, or what no receipt came for.</returns>
    public static string? Of(Outcome outcome) => outcome == Outcome.Pending
        ? null
        : TelnyxStatuses.Of(new MessageProgress(MessageStage.Final, outcome, null, null)).Error?.Code;
}
