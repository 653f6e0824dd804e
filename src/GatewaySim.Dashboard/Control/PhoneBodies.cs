using System.Text.Json;
using System.Text.Json.Serialization;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Dashboard.Control;

/// <summary>What a phone does, as it is sent and shown. What is left out is as usual, or nothing.</summary>
/// <remarks>Members can be set, as generated readers give members that can only be initialised no default.</remarks>
internal sealed record PhoneBody
{
    /// <summary>Of all phones; only in a rule of <c>PUT /_sim/phones</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Share { get; set; }

    public double StopProbability { get; set; }

    public double HelpProbability { get; set; }

    public double TextProbability { get; set; }

    public double DelaySeconds { get; set; } = PhoneBehaviour.UsualDelay.MedianSeconds;

    public double DelaySigma { get; set; } = PhoneBehaviour.UsualDelay.Sigma;

    public double StartProbability { get; set; }

    public double StartDelaySeconds { get; set; } = PhoneBehaviour.UsualStartDelay.MedianSeconds;

    public double StartDelaySigma { get; set; } = PhoneBehaviour.UsualStartDelay.Sigma;

    public IReadOnlyList<string> Languages { get; set; } = [];

    public IReadOnlyList<string> Texts { get; set; } = [];

    public PhoneBehaviour ToBehaviour() => new()
    {
        StopProbability = StopProbability,
        HelpProbability = HelpProbability,
        TextProbability = TextProbability,
        Delay = new(DelaySeconds, DelaySigma),
        StartProbability = StartProbability,
        StartDelay = new(StartDelaySeconds, StartDelaySigma),
        Languages = Languages ?? [],
        Texts = Texts ?? [],
    };

    public static PhoneBody Of(PhoneBehaviour behaviour, double? share = null) => new()
    {
        Share = share,
        StopProbability = behaviour.StopProbability,
        HelpProbability = behaviour.HelpProbability,
        TextProbability = behaviour.TextProbability,
        DelaySeconds = behaviour.Delay.MedianSeconds,
        DelaySigma = behaviour.Delay.Sigma,
        StartProbability = behaviour.StartProbability,
        StartDelaySeconds = behaviour.StartDelay.MedianSeconds,
        StartDelaySigma = behaviour.StartDelay.Sigma,
        Languages = behaviour.Languages,
        Texts = behaviour.Texts,
    };
}

internal sealed record PhoneRulesBody
{
    public required IReadOnlyList<PhoneBody> Rules { get; init; }
}

/// <param name="Rules">What shares of all phones do, one behind the other.</param>
/// <param name="Numbers">How many phones have a behaviour of their own.</param>
/// <param name="Waiting">Answers that wait for their time.</param>
/// <param name="Behind">Events that are not read yet, as too many answers wait.</param>
/// <param name="Heard">Answers given since the start of the program.</param>
/// <param name="Lost">Answers that nobody took.</param>
internal sealed record PhonesAnswer(
    IReadOnlyList<PhoneBody> Rules, int Numbers, int Waiting, long Behind, long Heard, long Lost, string? NextDue);

/// <summary>Reads the bodies strictly: an unknown member is a mistake.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(PhoneBody))]
[JsonSerializable(typeof(PhoneRulesBody))]
internal sealed partial class PhoneJson : JsonSerializerContext;
