using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Commands;

/// <summary>The operation of an auto-response configuration, as its caller named it. Stored: append only.</summary>
/// <remarks>OAS has <c>info</c>, the documentation page <c>help</c>; they mean the same (telnyx.md 4.2).</remarks>
public enum AutoResponseOp : byte
{
    None = 0,
    Start = 1,
    Stop = 2,
    Info = 3,
    Help = 4,
}

/// <summary>An auto-response configuration of a Telnyx profile.</summary>
/// <param name="ReplyText">Null: the default text.</param>
public sealed record AutoResponseRecord(
    Guid Id, Guid Profile, AutoResponseOp Op, IReadOnlyList<string> Keywords, Region Country, string? ReplyText,
    Stamp CreatedAt, Stamp UpdatedAt)
{
    public Operation Operation => Op switch
    {
        AutoResponseOp.Start => Operation.Start,
        AutoResponseOp.Stop => Operation.Stop,
        AutoResponseOp.Info or AutoResponseOp.Help => Operation.Help,
        _ => Operation.None,
    };

    /// <summary>What it adds to the profile's keyword table.</summary>
    public KeywordConfig Config => new(Operation, Keywords, Country, ReplyText);
}

/// <summary>Creates or replaces an auto-response configuration.</summary>
/// <param name="Id">The one to replace; null for a new one.</param>
/// <param name="IsChecked">Whether the documented rules hold: lengths, counts, reserved words.</param>
public sealed record SetAutoResponse(
    int Account, Guid Profile, Guid? Id, AutoResponseOp Op, IReadOnlyList<string> Keywords, Region Country,
    string? ReplyText, bool IsChecked = true);

/// <summary>
/// Accepted or Unchanged with the configuration; NotFound (profile or configuration), Conflict with the first fault,
/// Overloaded or Unknown.
/// </summary>
public readonly record struct AutoResponseReply(
    Verdict Verdict, AutoResponseRecord? AutoResponse = null, KeywordFault? Fault = null);
