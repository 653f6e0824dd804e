namespace GatewaySim.Actors;

/// <summary>Says whether the gateway takes work now.</summary>
public interface IReadiness
{
    /// <summary>Null when it does; otherwise one short reason, such as <c>recovering</c> or <c>stopping</c>.</summary>
    /// <remarks>Asked by every probe: must be quick, and must not touch the journal.</remarks>
    string? NotReadyBecause { get; }
}
