namespace GatewaySim.Bench.Rungs;

/// <summary>How much of the way a request goes in a rung's server.</summary>
internal enum RungKind
{
    /// <summary>A bare socket that answers a constant: what the load generator can do at most.</summary>
    Generator,

    /// <summary>Kestrel, a constant.</summary>
    Plaintext,

    /// <summary>The body of a batch is read to its end.</summary>
    Read,

    /// <summary>And parsed by the RingCentral front door.</summary>
    Parse,

    /// <summary>And decided by the gateway, on a journal that acknowledges at once.</summary>
    Shard,
}
