using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// The body of <c>POST /v2/messages</c> and its sisters, member by member, before anything is checked across members.
/// </summary>
/// <remarks>A member that is absent, null or faulty is null here; an empty profile or URL counts as absent.</remarks>
internal struct MessageRequest
{
    public const int MediaUrlsMax = 10;

    /// <summary>Source: group messaging of the docs.</summary>
    public const int GroupRecipientsMax = 8;

    public MessageKind Kind;
    public Address? To;

    /// <summary>The recipients of a group message, each once; <see cref="To"/> is null then.</summary>
    public List<PhoneNumber>? Group;

    public Address? From;
    public Guid? Profile;
    public string? Text;
    public List<string>? MediaUrls;
    public string? Subject;

    /// <summary><c>SMS</c> or <c>MMS</c>.</summary>
    public string? Type;

    /// <summary><c>auto</c>, <c>gsm7</c> or <c>ucs2</c>.</summary>
    public string? Encoding;

    /// <summary>When to send; null for at once.</summary>
    public Stamp? SendAt;

    public bool? AutoDetect;
    public bool? UseProfileWebhooks;
    public string? WebhookUrl;
    public string? WebhookFailoverUrl;
    public FieldFaults Faults;
}
