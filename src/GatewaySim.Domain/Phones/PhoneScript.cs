using GatewaySim.Domain.Carrier;

namespace GatewaySim.Domain.Phones;

/// <summary>What a phone answers a text that arrived.</summary>
/// <param name="Text">What it says.</param>
/// <param name="After">How long after the arrival; below 0 before it, as only magic numbers can.</param>
/// <param name="StartAfter">How long after that START follows; null where it does not.</param>
public readonly record struct PhoneReply(string Text, TimeSpan After, TimeSpan? StartAfter)
{
    public const string Stop = "STOP";
    public const string Start = "START";
    public const string Help = "HELP";
}

/// <summary>Decides whether a phone answers. Pure: the same message always gets the same answer.</summary>
public static class PhoneScript
{
    private const ulong Salt = 0x5265706C79;

    /// <summary>Decides about one text.</summary>
    /// <param name="chance">
    /// The message's own chance (<see cref="Chance"/>), which follows from the seed, its sender and its ordinal: so no
    /// answer depends on threads, places in the journal or other senders.
    /// </param>
    /// <returns>Null for no answer. 2 ns where it is null.</returns>
    public static PhoneReply? ReplyTo(PhoneBehaviour behaviour, ulong chance)
    {
        // The chance has already drawn the outcome and the delays; mixed, it is as good as a new one.
        var base0 = Hashing.Mix(chance ^ Salt);
        var kind = Chance.ShareOf(base0);
        if (kind < behaviour.StopProbability)
        {
            var starts = Chance.ShareOf(Draw(2)) < behaviour.StartProbability;
            return new(
                PhoneReply.Stop, behaviour.Delay.At(Draw(1)), starts ? behaviour.StartDelay.At(Draw(3)) : null);
        }

        kind -= behaviour.StopProbability;
        if (kind < behaviour.HelpProbability)
        {
            return new(PhoneReply.Help, behaviour.Delay.At(Draw(1)), null);
        }

        if (kind - behaviour.HelpProbability >= behaviour.TextProbability)
        {
            return null;
        }

        var text = behaviour.Texts.Count > 0
            ? behaviour.Texts[(int)(Draw(4) % (ulong)behaviour.Texts.Count)]
            : PhoneTexts.Of(behaviour.Languages, Draw(4));
        return new(text, behaviour.Delay.At(Draw(1)), null);

        ulong Draw(ulong purpose) => Chance.Of(base0, purpose);
    }
}
