namespace GatewaySim.Domain;

/// <summary>Whose rules and words apply. Stored: append, never renumber.</summary>
public enum Provider : byte
{
    None = 0,
    RingCentral = 1,
    Telnyx = 2,
}
