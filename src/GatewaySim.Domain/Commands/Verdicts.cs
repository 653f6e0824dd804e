namespace GatewaySim.Domain.Commands;

/// <summary>
/// What came of a command. A refusal is a value; every front door spells each one out in its own words.
/// </summary>
public enum Verdict : byte
{
    Accepted = 0,

    /// <summary>Accepted, and nothing changed: it was so already.</summary>
    Unchanged = 1,

    /// <summary>An opt-out stands in the way.</summary>
    Blocked = 2,

    /// <summary>The sender belongs to nobody (strict mode), to another account, or to another profile.</summary>
    UnknownSender = 3,

    /// <summary>No such profile, number or record.</summary>
    NotFound = 4,

    /// <summary>The messaging profile is disabled.</summary>
    Disabled = 5,

    /// <summary>A mailbox, map or queue is at its limit. Nothing was done; the caller may try later.</summary>
    Overloaded = 6,

    /// <summary>The journal failed: the command may or may not have happened. An honest error, not a guess.</summary>
    Unknown = 7,

    /// <summary>The command contradicts what is there (for example, a number owned by two providers).</summary>
    Conflict = 8,

    /// <summary>The messaging profile may not write to that country.</summary>
    Forbidden = 9,

    /// <summary>The messaging profile has spent what it may on this day.</summary>
    SpendLimited = 10,

    /// <summary>No number of the messaging profile's pool can be chosen, or it has no pool.</summary>
    NoSender = 11,
}
