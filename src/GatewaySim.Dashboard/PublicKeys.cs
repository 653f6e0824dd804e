namespace GatewaySim.Dashboard;

/// <summary>What a consumer of webhooks needs to check them.</summary>
/// <param name="Telnyx">Base64 of the 32 raw bytes of the Ed25519 key.</param>
public sealed record PublicKeys(string Telnyx);
