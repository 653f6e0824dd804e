namespace GatewaySim.Domain.Phones;

/// <summary>What a person does with the texts that reach their phone. The default is nothing.</summary>
public sealed record PhoneBehaviour
{
    public const int TextsMax = 100;
    public const int TextCharsMax = 1_600;

    /// <summary>
    /// Two and a half minutes, nine of ten within an hour. A model of ours: no distribution is published.
    /// </summary>
    public static readonly ReplyDelay UsualDelay = new(150, 2.5);

    /// <summary>A day, two of three between nine hours and three days. A model of ours.</summary>
    public static readonly ReplyDelay UsualStartDelay = new(86_400, 1);

    /// <summary>Of each text that arrives, 0 to 1: it is answered STOP.</summary>
    public double StopProbability { get; init; }

    /// <summary>Of each text that arrives, 0 to 1: it is answered HELP.</summary>
    public double HelpProbability { get; init; }

    /// <summary>Of each text that arrives, 0 to 1: it is answered in the person's own words.</summary>
    public double TextProbability { get; init; }

    /// <summary>From the text's arrival to the answer.</summary>
    public ReplyDelay Delay { get; init; } = UsualDelay;

    /// <summary>Of each STOP, 0 to 1: START follows.</summary>
    public double StartProbability { get; init; }

    /// <summary>From STOP to START.</summary>
    public ReplyDelay StartDelay { get; init; } = UsualStartDelay;

    /// <summary>The languages of <see cref="PhoneTexts"/> that they write in; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Their own words, in place of <see cref="PhoneTexts"/>; empty for those.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The first member that is out of its range, and what it must be; null for none.</summary>
    public string? Fault =>
        !IsShare(StopProbability) ? "stopProbability must be 0 to 1"
        : !IsShare(HelpProbability) ? "helpProbability must be 0 to 1"
        : !IsShare(TextProbability) ? "textProbability must be 0 to 1"
        : !IsShare(StartProbability) ? "startProbability must be 0 to 1"
        : StopProbability + HelpProbability + TextProbability > 1
            ? "stopProbability, helpProbability and textProbability together must be at most 1"
        : !Delay.IsValid ? "delaySeconds must be 0 to 604800 and delaySigma 0 to 4"
        : !StartDelay.IsValid ? "startDelaySeconds must be 0 to 604800 and startDelaySigma 0 to 4"
        : Languages.Any(l => l is null || !PhoneTexts.Languages.Contains(l))
            ? $"languages must be of these: {string.Join(", ", PhoneTexts.Languages)}"
        : Texts.Count > TextsMax || Texts.Any(t => t is null || t.Length is 0 or > TextCharsMax)
            ? "texts must be at most 100, each of 1 to 1600 characters"
        : null;

    public bool IsSilent => StopProbability + HelpProbability + TextProbability <= 0;

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
