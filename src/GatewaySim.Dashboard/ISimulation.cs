namespace GatewaySim.Dashboard;

/// <summary>A whole simulation, with its clock and its chance, as operators put it back.</summary>
/// <remarks>
/// Requests under way when it is replaced finish first, and those that come meanwhile wait. One change at a time;
/// where one fails, what ran goes on.
/// </remarks>
public interface ISimulation
{
    /// <summary>Throws away all that happened; settings, keys and snapshots stay.</summary>
    Task<ReplaceReply> ResetAsync();

    /// <summary>Everything durable by now, as a copy. One of that name is replaced.</summary>
    Task<SnapshotReply> TakeSnapshotAsync(string name);

    /// <summary>Goes on from a snapshot, which stays.</summary>
    Task<ReplaceReply> RestoreAsync(string name);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync();

    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteSnapshotAsync(string name);
}

/// <param name="Took">How long it took.</param>
/// <param name="Refusal">Why it was not done.</param>
/// <param name="Because">More about that, in words.</param>
public readonly record struct ReplaceReply(
    TimeSpan Took, SimulationRefusal Refusal = SimulationRefusal.None, string Because = "");

/// <param name="Taken">Null when there is none.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Because">More about that, in words.</param>
public readonly record struct SnapshotReply(
    SnapshotInfo? Taken, SimulationRefusal Refusal = SimulationRefusal.None, string Because = "");

/// <summary>Why a simulation was not replaced or kept.</summary>
public enum SimulationRefusal
{
    None,

    /// <summary>There are as many snapshots as there may be.</summary>
    TooMany,

    /// <summary>There is no snapshot of that name.</summary>
    NoSnapshot,

    /// <summary>The snapshot is damaged, or cannot be copied. What runs was not touched.</summary>
    BadSnapshot,

    /// <summary>The disk or the journal failed.</summary>
    Broken,

    /// <summary>It was a sandbox, which was deleted meanwhile.</summary>
    Gone,
}

/// <param name="Now">What its clock shows; null where that cannot be read.</param>
/// <param name="Bytes">On the disk.</param>
public sealed record SnapshotInfo(string Name, DateTimeOffset? Now, long Bytes);

/// <summary>Simulations beside the main one, which share nothing with it or with each other.</summary>
public interface ISandboxes
{
    /// <summary>The settings that a sandbox may have of its own.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <param name="id">Null for one that is free.</param>
    /// <param name="settings">What differs from the settings of the program.</param>
    Task<SandboxReply> CreateAsync(string? id, IReadOnlyDictionary<string, string> settings);

    /// <summary>By id.</summary>
    IReadOnlyList<SandboxInfo> List();

    /// <summary>Throws a sandbox away.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string id);
}

/// <param name="Sandbox">Null when it could not be made.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Because">More about that, in words.</param>
public readonly record struct SandboxReply(
    SandboxInfo? Sandbox, SandboxRefusal Refusal = SandboxRefusal.None, string Because = "");

/// <summary>Why there is no new sandbox.</summary>
public enum SandboxRefusal
{
    None,
    Exists,
    TooMany,
    BadSetting,

    /// <summary>Another simulation has a key of it: the setting is told.</summary>
    KeyTaken,
}

/// <summary>What a client needs to reach a sandbox: by its keys at the usual addresses, or below a path of its own.
/// </summary>
public sealed record SandboxInfo(
    string Id, string TelnyxApiKey, string TelnyxPublicKey, string RingCentralClientId, string RingCentralClientSecret,
    string RingCentralJwt);
