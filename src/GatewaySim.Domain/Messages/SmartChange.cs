namespace GatewaySim.Domain.Messages;

/// <summary>What smart encoding did to a text.</summary>
/// <param name="IsInForce">Whether the request or its profile asked for it.</param>
/// <param name="Replaced">Characters that were replaced or removed.</param>
/// <param name="LengthChange">UTF-16 units of the text that is sent, less those of the original.</param>
public readonly record struct SmartChange(bool IsInForce, int Replaced, int LengthChange)
{
    /// <remarks>UNVERIFIED: whether Telnyx says so too of a text that had nothing to replace.</remarks>
    public bool IsApplied => Replaced > 0;
}
