namespace GatewaySim.Actors.Faults;

/// <summary>What can go wrong on purpose.</summary>
public enum FaultKind
{
    /// <summary>A call is answered with an error.</summary>
    Error,

    /// <summary>A call is answered 429.</summary>
    RateLimit,

    /// <summary>The caller's token or key is refused.</summary>
    Token,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The answer comes late.</summary>
    Latency,

    /// <summary>The body of the answer trickles.</summary>
    SlowBody,
}

/// <summary>On which side of the work a fault strikes.</summary>
public enum FaultMoment
{
    /// <summary>Nothing was done.</summary>
    Before,

    /// <summary>In the midst of the answer.</summary>
    During,

    /// <summary>It was done, and whoever asked does not get to know.</summary>
    After,
}
