using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Domain.Carrier;

/// <summary>Recipients +1 500 555 0000 to 0099, whose last two digits say what becomes of a message to them.</summary>
/// <remarks>
/// After Twilio's test numbers, whose meaning is kept where one has the same (01, 04). Area 500 has no handsets. What
/// is drawn is journalled, so a message keeps its fate when the setting is changed.
/// </remarks>
public static class MagicNumbers
{
    /// <summary>No number, so the front doors refuse it: SMS-RC-410, 40310.</summary>
    public const ulong Invalid = First + 1;

    /// <summary>As if opted out: SMS-RC-413, 40300.</summary>
    public const ulong OptedOut = First + 4;

    private const ulong First = 15_005_550_000;

    /// <summary>When <see cref="Outcome.DeliveredSlowly"/> has its receipt, from the sending on.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long the second receipt comes after the first.</summary>
    public static readonly TimeSpan OtherReceiptAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer comes after the delivery, or before it.</summary>
    public static readonly TimeSpan AnswerAfter = TimeSpan.FromSeconds(1);

    /// <summary>How soon START follows STOP.</summary>
    public static readonly TimeSpan StartAfter = TimeSpan.FromMilliseconds(5);

    public static bool IsMagic(ulong recipient) => recipient - First < 100;

    /// <summary>What becomes of a message to a magic number.</summary>
    /// <param name="recipient">One that <see cref="IsMagic"/>; those without a meaning are delivered.</param>
    public static Outcome OutcomeOf(ulong recipient) => (recipient - First) switch
    {
        0 => Outcome.DeliveredAtOnce,
        2 => Outcome.Unroutable,
        3 => Outcome.Unreachable,
        4 => Outcome.BlockedBefore,
        5 => Outcome.Spam,
        6 => Outcome.Unconfirmed,
        7 => Outcome.DeliveredSlowly,
        8 or 9 or 10 or 11 or 15 => Outcome.DeliveredAndAnswered,
        12 => Outcome.DailyCapped,
        13 => Outcome.DeliveredTwice,
        14 => Outcome.DeliveredInDisorder,
        16 => Outcome.DeliveredAfterAnswer,
        _ => Outcome.Delivered,
    };

    /// <summary>What the phone says to a message that <see cref="Outcomes.IsAnswered"/>.</summary>
    /// <returns>Null for numbers that say nothing.</returns>
    public static PhoneReply? ReplyOf(ulong recipient) => (recipient - First) switch
    {
        8 => new(PhoneReply.Stop, AnswerAfter, null),
        9 => new(PhoneReply.Start, AnswerAfter, null),
        10 => new(PhoneReply.Help, AnswerAfter, null),
        11 => new("Who is this?", AnswerAfter, null),
        15 => new(PhoneReply.Stop, AnswerAfter, StartAfter),
        16 => new(PhoneReply.Stop, -AnswerAfter, null),
        _ => null,
    };

    /// <summary>Puts the fates of magic numbers in the place of what was drawn.</summary>
    /// <param name="first">Where in <paramref name="recipients"/> the first outcome belongs.</param>
    public static void Draw(in RecipientList recipients, int first, Span<byte> outcomes)
    {
        for (var n = 0; n < outcomes.Length; n++)
        {
            if (IsMagic(recipients[first + n]))
            {
                outcomes[n] = (byte)OutcomeOf(recipients[first + n]);
            }
        }
    }
}
