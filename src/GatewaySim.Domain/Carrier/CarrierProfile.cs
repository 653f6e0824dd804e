using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary>How long a message takes.</summary>
/// <param name="SentAfter">From dispatch until the carrier took it.</param>
/// <param name="FinalAfter">From then until the final status.</param>
public readonly record struct CarrierDelays(TimeSpan SentAfter, TimeSpan FinalAfter);

/// <summary>A carrier model: pure functions of a message's own chance.</summary>
/// <remarks>
/// A profile's behaviour is part of the stored format: a changed one gets the next version in its name.
/// </remarks>
public abstract class CarrierProfile : DelayProfile
{
    /// <summary>How long messages take that it draws.</summary>
    public virtual DelayProfile Delays => this;

    /// <summary>Draws how a message ends.</summary>
    /// <param name="chance">The message's own 64 uniform bits.</param>
    public abstract Outcome Draw(ulong chance);

    /// <summary>
    /// Draws for a whole batch: entry n is what <see cref="Draw"/> says of ordinal <c>firstOrdinal + n</c>.
    /// </summary>
    /// <param name="chanceBase">From <see cref="Chance.BaseOf"/>.</param>
    /// <param name="outcomes">Gets one <see cref="Outcome"/> a byte.</param>
    /// <remarks>2 to 3 ns a message, never allocates.</remarks>
    public abstract void DrawMany(ulong chanceBase, ulong firstOrdinal, Span<byte> outcomes);

    /// <summary>
    /// Whether an outcome depends on more than chance: on the recipient's carrier, the time or the text. Then
    /// <see cref="DrawFor"/> says how a message ends, and <see cref="Draw"/> says nothing.
    /// </summary>
    public virtual bool LooksAtMessages => false;

    /// <summary>What it finds in a text: a bit for each of its filters.</summary>
    public virtual ulong FiltersOf(string text) => 0;

    /// <summary>What is on at a time: a bit for each of its brown-outs.</summary>
    public virtual ulong BrownOutsAt(Stamp at) => 0;

    /// <summary>Draws how a message ends.</summary>
    /// <param name="recipient">The recipient's key.</param>
    /// <param name="conditions">From <see cref="BrownOutsAt"/> and <see cref="FiltersOf"/>.</param>
    public virtual Outcome DrawFor(ulong chance, ulong recipient, in Conditions conditions) => Draw(chance);

    /// <summary>Whether senders are paced and queues limited where the settings do not say.</summary>
    public virtual bool IsPaced => false;

    public static CarrierProfile Instant { get; } = new InstantProfile();

    public static CarrierProfile Fast { get; } = new FastProfile();

    /// <summary>What a simulator uses that was told nothing else: <see cref="Fast"/>.</summary>
    public static CarrierProfile Default => Fast;

    /// <summary>The names for users.</summary>
    public static IReadOnlyList<string> Names { get; } = ["instant", "fast", "realistic", "cold-list"];

    /// <summary>Finds one of ours by its stored or its user's name (<c>fast.v1</c>, <c>fast</c>).</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static CarrierProfile Named(string name) => name switch
    {
        FastProfile.Name or "fast" => Fast,
        InstantProfile.Name or "instant" => Instant,
        RealisticProfile.Name or "realistic" => RealisticProfile.ConsentedList,
        RealisticProfile.ColdListName or "cold-list" => RealisticProfile.ColdList,
        _ => throw new ArgumentException(
            $"No carrier profile '{name}'. There are: {string.Join(", ", Names)}.", nameof(name)),
    };
}
