namespace GatewaySim.Host.Serving;

/// <summary>What a new user needs to send the first message.</summary>
/// <param name="RingCentralNumber">A business number to send from.</param>
/// <param name="AnyNumber">Whether every other number works too, because unknown senders join the account.</param>
internal sealed record DemoCredentials(
    string TelnyxApiKey, string RingCentralClientId, string RingCentralClientSecret, string RingCentralJwt,
    string RingCentralNumber, string TelnyxNumber, bool AnyNumber);
