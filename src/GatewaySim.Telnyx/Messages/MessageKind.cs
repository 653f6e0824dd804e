namespace GatewaySim.Telnyx.Messages;

/// <summary>The endpoints that send. Source: OAS.</summary>
internal enum MessageKind : byte
{
    /// <summary><c>POST /v2/messages</c>: any sender.</summary>
    Any,

    /// <summary><c>/long_code</c>: a phone number, on its own profile.</summary>
    LongCode,

    /// <summary><c>/short_code</c>: a short code, on its own profile.</summary>
    ShortCode,

    /// <summary><c>/number_pool</c>: a number of the profile.</summary>
    NumberPool,

    /// <summary><c>/schedule</c>: as any, later; has no <c>encoding</c>.</summary>
    Schedule,

    /// <summary><c>/alphanumeric_sender_id</c>: a name, SMS only.</summary>
    Alphanumeric,

    /// <summary><c>/group_mms</c>: several recipients who see each other.</summary>
    Group,
}
