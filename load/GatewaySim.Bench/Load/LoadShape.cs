namespace GatewaySim.Bench.Load;

/// <summary>What is sent, again and again.</summary>
internal enum LoadShape
{
    /// <summary><c>GET /plaintext</c>.</summary>
    Plaintext,

    /// <summary>A RingCentral batch of 1,000 messages with one text.</summary>
    Batch,

    /// <summary>One Telnyx message.</summary>
    Single,

    /// <summary>One Telnyx message to somebody who opted out: answered 409.</summary>
    Blocked,
}
