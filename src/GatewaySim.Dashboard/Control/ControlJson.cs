using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GatewaySim.Dashboard.Control;

internal sealed record ErrorAnswer(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message);

/// <param name="Id">In the provider's own form, as its API would show it.</param>
/// <param name="Event">Where it lies in the journal: shard/sequence/index.</param>
/// <param name="Repeat">Whether a text with this id was taken before; then nothing was done now.</param>
internal sealed record InboundAnswer(
    string Id, string Event, string Provider, string Operation, bool ConsentChanged, int Replies, bool Repeat);

/// <param name="Event">The event that decides; null where the absence of one does.</param>
internal sealed record ExplainAnswer(
    string From, string To, string Provider, string Scope, bool Allowed, string Rule, string Because, string? Event,
    string? At);

internal sealed record ReadyAnswer(bool Ready, string? Because);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(InboundAnswer))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Leaves '+' as it is: numbers are read by people here, and nothing is put into a page.</summary>
    public static ControlJson Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
