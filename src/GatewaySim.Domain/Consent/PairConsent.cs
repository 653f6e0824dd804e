namespace GatewaySim.Domain.Consent;

/// <summary>One RingCentral consent record: of a pair, or of a wildcard.</summary>
/// <param name="At">What "newest" is decided by.</param>
public readonly record struct PairConsent(ConsentStatus Status, ConsentSource Source, Stamp At)
{
    public static readonly PairConsent None;

    /// <summary>The record in 64 bits: stamp (56), source (2), status (2). Never 0 for a record.</summary>
    public ulong Packed => (ulong)At.Ticks << 8 | (ulong)Source << 2 | (ulong)Status;

    public static PairConsent Unpack(ulong packed) =>
        new((ConsentStatus)(packed & 3), (ConsentSource)(packed >> 2 & 3), new((long)(packed >> 8)));
}
