namespace GatewaySim.Domain.Messages;

/// <summary>What a text takes on the air, and on the bill.</summary>
/// <param name="Units">Septets of GSM-7, or 16-bit units of UCS-2; 0 or more.</param>
/// <param name="Parts">1 or more.</param>
public readonly record struct SegmentCount(TextEncoding Encoding, int Units, int Parts);
