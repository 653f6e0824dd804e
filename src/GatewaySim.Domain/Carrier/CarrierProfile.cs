using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary>How long a message takes.</summary>
/// <param name="SentAfter">From dispatch until the carrier took it.</param>
/// <param name="FinalAfter">From then until the final status.</param>
public readonly record struct CarrierDelays(TimeSpan SentAfter, TimeSpan FinalAfter);

/// <summary>A carrier model: pure functions of a message's own chance.</summary>
/// <remarks>A profile's behaviour is part of the stored format: a changed one gets the next version in its name.</remarks>
public abstract class CarrierProfile
{
    /// <summary>As stored in dispatch events: <c>fast.v1</c>.</summary>
    public abstract string StoredName { get; }

    /// <summary>Draws how a message ends.</summary>
    /// <param name="chance">The message's own 64 uniform bits.</param>
    public abstract Outcome Draw(ulong chance);

    public abstract CarrierDelays DelaysOf(ulong chance, Outcome outcome);

    /// <summary>Finds a profile by its stored or its user's name (<c>fast.v1</c>, <c>fast</c>).</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static CarrierProfile Named(string name) => throw new ArgumentException($"No carrier profile '{name}'.", nameof(name));
}
