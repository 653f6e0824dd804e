using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors.Auditing;

/// <summary>Holds what happened in a simulation to the rules of the United States.</summary>
public interface IAudits
{
    /// <summary>Reads the whole journal as it is now. One at a time; nobody waits for another one's.</summary>
    Task<AuditReply> RunAsync(CancellationToken cancel);
}

/// <param name="Report">Null where there is none.</param>
/// <param name="Refusal">Why not.</param>
public readonly record struct AuditReply(ComplianceReport? Report, AuditRefusal Refusal = AuditRefusal.None);

/// <summary>Why there is no report.</summary>
public enum AuditRefusal
{
    None,

    /// <summary>Another audit is under way.</summary>
    Busy,

    /// <summary>It took longer than <see cref="AuditOptions.SecondsMax"/>.</summary>
    TooLong,

    /// <summary>It had to remember more than <see cref="AuditOptions.RememberedMax"/>.</summary>
    TooLarge,

    /// <summary>The journal could not be read.</summary>
    Failed,
}
