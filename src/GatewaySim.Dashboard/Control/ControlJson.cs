using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GatewaySim.Dashboard.Faults;

namespace GatewaySim.Dashboard.Control;

internal sealed record ErrorAnswer(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message);

/// <param name="Id">In the provider's own form, as its API would show it.</param>
/// <param name="Event">Where it lies in the journal: shard/sequence/index.</param>
/// <param name="Operation">What the text was taken for; null where it is a repeat.</param>
/// <param name="Repeat">Whether a text with this id was taken before; then nothing was done now.</param>
internal sealed record InboundAnswer(
    string Id, string Event, string Provider, string? Operation, bool ConsentChanged, int Replies, bool Repeat);

/// <param name="Event">The event that decides; null where the absence of one does.</param>
/// <param name="InFlightAtOptOut">Messages that were with the carrier then; null where nothing blocks.</param>
internal sealed record ExplainAnswer(
    string From, string To, string Provider, string Scope, bool Allowed, string Rule, string Because, string? Event,
    string? At, int? InFlightAtOptOut);

/// <param name="Dead">The last events that were given up.</param>
internal sealed record WebhooksAnswer(
    string At, IReadOnlyList<ShownEndpoint> Endpoints, IReadOnlyList<ShownDead> Dead);

/// <param name="Behind">Events of the journal that it has not read yet, as its memory was full.</param>
/// <param name="Facts">Callbacks in memory: due or not, waiting or under way.</param>
/// <param name="LagMs">How long the oldest one that is due has been waiting.</param>
internal sealed record ShownEndpoint(
    string Id, string Address, bool Suspended, long Behind, int Facts, long Parked, int Waiting, int UnderWay,
    double LagMs, double LagP50Ms, double LagP99Ms, long Attempts, long Delivered, long Failed, long Dead, long Dropped,
    string? FailingSince, int Redelivering, IReadOnlyList<ShownAttempt> Answers);

/// <param name="Error">Null when the event was delivered.</param>
internal sealed record ShownAttempt(
    string At, string Event, string Kind, int Attempt, int Status, string? Error, double TookMs);

internal sealed record ShownDead(
    string Endpoint, string Receiver, string Due, string GivenUpAt, string Event, string Kind, int Attempts,
    string Error);

/// <param name="Endpoints">How many endpoints took the order.</param>
internal sealed record RedeliverAnswer(int Endpoints);

/// <param name="Wall">What the wall's clock shows.</param>
/// <param name="NextDue">When a message is due to be handed over next; null for none.</param>
internal sealed record ClockAnswer(
    string Now, string Wall, string Speed, bool Paused, bool Advancing, string? NextDue);

internal sealed record TookAnswer(double TookMs);

internal sealed record SnapshotsAnswer(IReadOnlyList<ShownSnapshot> Snapshots);

/// <param name="Now">What its clock shows; null where that cannot be read.</param>
internal sealed record ShownSnapshot(string Name, string? Now, long Bytes);

internal sealed record SandboxesAnswer(IReadOnlyList<ShownSandbox> Sandboxes);

/// <param name="Url">
/// All routes are below it, also <c>/_sim</c>. With its keys, those of the providers are also at the usual addresses.
/// </param>
internal sealed record ShownSandbox(
    string Id, string Url, ShownTelnyxAccess Telnyx, ShownRingCentralAccess RingCentral);

internal sealed record ShownTelnyxAccess(string BaseUrl, string ApiKey, string PublicKey);

internal sealed record ShownRingCentralAccess(string Server, string ClientId, string ClientSecret, string Jwt);

/// <param name="Before">What to ask the page before this one with; null when there is none.</param>
/// <param name="Behaviour">What the phone does by itself where that is its own; null elsewhere.</param>
internal sealed record ConversationAnswer(
    string Number, string Now, string? Before, PhoneBody? Behaviour, IReadOnlyList<ShownText> Messages);

/// <param name="Direction">As the handset sees it: received or sent; null for what has not come there.</param>
/// <param name="Status">How far it is, or how it ended.</param>
/// <param name="At">When the gateway took it.</param>
/// <param name="ArrivedAt">When it came to the handset, or the handset's text to the gateway; null if it did not.
/// </param>
/// <param name="Operation">What the handset's text was taken for, or which one this answers.</param>
internal sealed record ShownText(
    string? Direction, string Id, string Event, string Provider, string From, string To, string Text, string Status,
    string At, string? ArrivedAt, string? Operation, bool AutoReply);

internal sealed record KeysAnswer(KeyAnswer Telnyx);

internal sealed record KeyAnswer(string PublicKey);

internal sealed record ReadyAnswer(bool Ready, string? Because);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(InboundAnswer))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(WebhooksAnswer))]
[JsonSerializable(typeof(RedeliverAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(ClockAnswer))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(PhonesAnswer))]
[JsonSerializable(typeof(FaultsAnswer))]
[JsonSerializable(typeof(TookAnswer))]
[JsonSerializable(typeof(SnapshotsAnswer))]
[JsonSerializable(typeof(SandboxesAnswer))]
[JsonSerializable(typeof(AuditAnswer))]
[JsonSerializable(typeof(string))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Leaves '+' as it is: numbers are read by people here, and nothing is put into a page.</summary>
    public static ControlJson Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
