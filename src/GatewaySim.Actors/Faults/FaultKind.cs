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

    /// <summary>The answer to a send comes behind the callback about it.</summary>
    WebhookEarly,

    /// <summary>A callback comes several times.</summary>
    WebhookDuplicate,

    /// <summary>That a message was sent is told behind its end.</summary>
    WebhookReorder,

    /// <summary>A callback never comes.</summary>
    WebhookLost,

    /// <summary>A callback comes late.</summary>
    WebhookLate,

    /// <summary>A second end of a message is told that contradicts the first.</summary>
    WebhookCorrected,

    /// <summary>Transactions of the journal take longer.</summary>
    JournalSlow,

    /// <summary>Transactions of the journal fail.</summary>
    JournalRefuses,
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
