namespace GatewaySim.Domain.Messages;

/// <summary>How parts are counted when a message needs more than one.</summary>
public enum SegmentRule : byte
{
    /// <summary>Units divided by the size of a part, rounded up.</summary>
    /// <remarks>
    /// Source, Telnyx: "message-encoding", the formula of the bill. One short where a pair meets a boundary.
    /// </remarks>
    DocumentedCeil = 0,

    /// <summary>Parts as handsets get them: neither an escape pair nor a surrogate pair is split.</summary>
    /// <remarks>Source: 3GPP TS 23.040, 9.2.3.24.1.</remarks>
    Packed = 1,
}
