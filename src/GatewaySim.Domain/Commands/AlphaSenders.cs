namespace GatewaySim.Domain.Commands;

/// <summary>An alphanumeric sender of a Telnyx profile.</summary>
/// <param name="Name">1 to 11 letters, digits and spaces, at least one letter.</param>
/// <param name="LongCodeFallback">Shown for US long-code fallback; null for none. No message falls back here.</param>
public sealed record AlphaSenderRecord(
    Guid Id, int Account, Guid Profile, string Name, string? LongCodeFallback, Stamp CreatedAt);

/// <summary>Gives a profile an alphanumeric sender.</summary>
public sealed record CreateAlphaSender(int Account, Guid Profile, string Name, string? LongCodeFallback);

/// <summary>
/// Accepted with the sender; NotFound (profile or sender), Conflict (the profile has it), Overloaded or Unknown.
/// </summary>
public readonly record struct AlphaSenderReply(Verdict Verdict, AlphaSenderRecord? Sender = null);
