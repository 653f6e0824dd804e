using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier;

/// <summary><c>instant.v1</c>: everything is delivered in the moment of its dispatch.</summary>
public sealed class InstantProfile : CarrierProfile
{
    public const string Name = "instant.v1";

    public override string StoredName => Name;

    public override TimeSpan FinalWithin => TimeSpan.Zero;

    public override Outcome Draw(ulong chance) => Outcome.Delivered;

    public override void DrawMany(ulong chanceBase, ulong firstOrdinal, Span<byte> outcomes) =>
        outcomes.Fill((byte)Outcome.Delivered);

    public override CarrierDelays DelaysOf(ulong chance, Outcome outcome) => default;
}
