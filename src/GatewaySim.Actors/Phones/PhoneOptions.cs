using GatewaySim.Domain.Phones;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors.Phones;

/// <summary>What people do with the texts that reach them, until <c>PUT /_sim/phones</c> says otherwise.</summary>
public sealed class PhoneOptions
{
    /// <summary>Languages of <see cref="PhoneTexts"/>.</summary>
    public const string LanguagesPattern = "((en|es|fr|ru|zh)(,(en|es|fr|ru|zh))*)?";

    [Setting(
        "The share of all phones that answer as the next settings say; 0 switches scripted answers off.",
        Min = 0, Max = 1)]
    public double Share { get; init; }

    [Setting("How often a text that arrives is answered STOP.", Min = 0, Max = 1)]
    public double StopProbability { get; init; }

    [Setting("How often a text that arrives is answered HELP.", Min = 0, Max = 1)]
    public double HelpProbability { get; init; }

    [Setting(
        "How often a text that arrives is answered in the person's own words.", Min = 0, Max = 1)]
    public double TextProbability { get; init; }

    [Setting(
        "The median time from a text's arrival to its answer; the delay is log-normal, seven days at most.",
        Unit = "seconds", Min = 0, Max = ReplyDelay.MedianSecondsMax)]
    public double DelaySeconds { get; init; } = PhoneBehaviour.UsualDelay.MedianSeconds;

    [Setting(
        "How far those times differ: sigma of their logarithm. With 2.5, nine of ten are within 25 times the median.",
        Min = 0, Max = ReplyDelay.SigmaMax)]
    public double DelaySigma { get; init; } = PhoneBehaviour.UsualDelay.Sigma;

    [Setting("How often START follows a STOP.", Min = 0, Max = 1)]
    public double StartProbability { get; init; }

    [Setting(
        "The median time from STOP to START.", Unit = "seconds", Min = 0, Max = ReplyDelay.MedianSecondsMax)]
    public double StartDelaySeconds { get; init; } = PhoneBehaviour.UsualStartDelay.MedianSeconds;

    [Setting("How far those times differ, as above.", Min = 0, Max = ReplyDelay.SigmaMax)]
    public double StartDelaySigma { get; init; } = PhoneBehaviour.UsualStartDelay.Sigma;

    [Setting(
        "The languages that people write in. Empty: all of them.", Pattern = LanguagesPattern,
        Form = "any of en, es, fr, ru and zh, separated by commas")]
    public string Languages { get; init; } = "";

    [Setting("Answers that wait for their time; beyond it, messages are read on when there is room.",
        Unit = "answers", Min = 1, Max = 10_000_000)]
    public int RepliesMax { get; init; } = 1_000_000;

    [Setting("Phones with a behaviour of their own.", Unit = "phones", Min = 0, Max = 1_000_000)]
    public int NumbersMax { get; init; } = 10_000;

    /// <summary>The rules that these settings make. Of probabilities above 1 together, the last is cut off.</summary>
    internal PhoneRules Rules => Share == 0
        ? PhoneRules.None
        : new(PhoneRules.None.Numbers, [new(Share, new()
        {
            StopProbability = StopProbability,
            HelpProbability = HelpProbability,
            TextProbability = TextProbability,
            Delay = new(DelaySeconds, DelaySigma),
            StartProbability = StartProbability,
            StartDelay = new(StartDelaySeconds, StartDelaySigma),
            Languages = Languages.Split(',', StringSplitOptions.RemoveEmptyEntries),
        })]);
}
