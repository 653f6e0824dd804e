namespace GatewaySim.Domain.Numbers;

/// <summary>What kind of sender an address is for carriers: it decides blocks, replies and rates.</summary>
/// <remarks>Stored: append, never renumber. Source: Telnyx, advanced opt-in/out.</remarks>
public enum SenderType : byte
{
    /// <summary>A local number (10DLC in the US), and every number outside the NANP.</summary>
    LongCode = 0,

    /// <summary>A toll-free number of the NANP: the network keeps a block of its own.</summary>
    TollFree = 1,

    /// <summary>5 or 6 digits.</summary>
    ShortCode = 2,

    /// <summary>One way: no inbound text, so no opt-out by keyword.</summary>
    Alphanumeric = 3,
}
