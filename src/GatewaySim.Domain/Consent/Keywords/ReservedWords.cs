namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>START, STOP and HELP: words that no configuration can give another meaning (P-16).</summary>
/// <remarks>Source, Telnyx: telnyx.md 4.3.</remarks>
internal static class ReservedWords
{
    public const string Stop = "STOP";
    public const string Start = "START";
    public const string Help = "HELP";

    /// <summary>Whether a folded word is reserved for an operation other than this one.</summary>
    public static bool IsTakenFrom(Operation operation, string folded) => folded switch
    {
        Stop => operation != Operation.Stop,
        Start => operation != Operation.Start,
        Help => operation != Operation.Help,
        _ => false,
    };
}
