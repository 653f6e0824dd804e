namespace GatewaySim.Domain.Consent;

/// <summary>Where a recipient stands. Stored: append, never renumber.</summary>
public enum ConsentStatus : byte
{
    /// <summary>No record: may be written to (both providers assume consent).</summary>
    None = 0,
    OptIn = 1,
    OptOut = 2,
}

/// <summary>
/// Who made a consent record. Stored: append, never renumber. Source: RingCentral's enum of the same words.
/// </summary>
public enum ConsentSource : byte
{
    Recipient = 0,
    Api = 1,
    Upstream = 2,
    Carrier = 3,
}

/// <summary>What the text of an inbound message asks for. Stored: append, never renumber.</summary>
public enum Operation : byte
{
    None = 0,
    Stop = 1,
    Start = 2,
    Help = 3,

    /// <summary>A custom keyword with a reply of its own and no effect on consent (Telnyx).</summary>
    Custom = 4,
}

/// <summary>How a body is compared with a keyword. Stored: append, never renumber.</summary>
public enum KeywordMatch : byte
{
    /// <summary>The whole message must be the keyword, after the folding of docs/rules.md. The default.</summary>
    WholeBody = 0,

    /// <summary>The first word decides (short-code practice, AWS).</summary>
    FirstWord = 1,

    /// <summary>Only white space at the ends and case are ignored: the providers' documented minimum.</summary>
    Exact = 2,
}
