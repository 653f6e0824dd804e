using GatewaySim.Domain.Messages;

namespace GatewaySim.RingCentral;

/// <summary>RingCentral's codes of messages that failed, for those who count them.</summary>
public static class RingCentralCodes
{
    /// <returns>Null for what was delivered, and for outcomes that RingCentral does not have.</returns>
    public static string? Of(Outcome outcome) => outcome is Outcome.Pending or Outcome.SpendLimited
        ? null
        : RingCentralStatuses.Of(new MessageProgress(MessageStage.Final, outcome, null, null)).ErrorCode;
}
