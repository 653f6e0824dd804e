using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary>How long messages take: all that is asked of a profile about messages that it had before.</summary>
/// <remarks>Part of the stored format: changed behaviour gets another stored name.</remarks>
public abstract class DelayProfile
{
    /// <summary>As stored in dispatch events: <c>fast.v1</c>.</summary>
    public abstract string StoredName { get; }

    /// <summary>No message takes longer from its dispatch to its end.</summary>
    public abstract TimeSpan FinalWithin { get; }

    /// <summary>How long a message takes. Never negative; always the same for the same arguments.</summary>
    /// <param name="outcome">As drawn from the same chance.</param>
    public abstract CarrierDelays DelaysOf(ulong chance, Outcome outcome);

    /// <summary>The same, also of the outcomes that no carrier draws: those of magic numbers.</summary>
    public CarrierDelays For(ulong chance, Outcome outcome) => outcome switch
    {
        Outcome.DeliveredAtOnce => default,
        Outcome.DeliveredSlowly => DelaysOf(chance, Outcome.Delivered) with { FinalAfter = MagicNumbers.SlowAfter },
        Outcome.DeliveredAfterAnswer =>
            DelaysOf(chance, Outcome.Delivered) with { FinalAfter = 2 * MagicNumbers.AnswerAfter },
        > Outcome.DeliveredAtOnce => DelaysOf(chance, Outcome.Delivered),
        _ => DelaysOf(chance, outcome),
    };

    /// <summary>No message takes longer, also none to a magic number.</summary>
    public TimeSpan EndsWithin => FinalWithin + MagicNumbers.SlowAfter;

    /// <summary>Finds the delays that dispatch events name.</summary>
    /// <exception cref="ArgumentException">There are none of that name.</exception>
    public static DelayProfile Stored(string storedName) =>
        OwnDelays.Find(storedName) ?? (DelayProfile)CarrierProfile.Named(storedName);
}
