namespace GatewaySim.Domain.Consent;

/// <summary>What a text changes about consent.</summary>
public enum ConsentChange
{
    None,
    OptOut,
    OptIn,

    /// <summary>Telnyx with profile-wide START: all origin numbers of the block are lifted.</summary>
    OptInAll,
}

/// <summary>What a text changes at the toll-free network.</summary>
public enum NetworkChange
{
    None,
    Block,
    Unblock,
}

/// <summary>
/// What a text does: at most one consent event, at most one network event, at most one reply of the provider.
/// </summary>
/// <param name="Consent">The consent event to journal.</param>
/// <param name="Network">The network event to journal; with one goes the network's own reply.</param>
/// <param name="Reply">Whose reply text goes out; None for no reply.</param>
public readonly record struct HearDecision(ConsentChange Consent, NetworkChange Network, Operation Reply);
