using GatewaySim.Actors.Accounts;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Shards;

/// <summary>What all shards of a node share: constants, and views that one owner writes.</summary>
internal sealed class ShardContext(
    IJournal journal, TimeProvider time, GatewayOptions gateway, ConsentOptions consent, ShardOptions limits,
    MessagePrices? prices = null, PacingOptions? pacing = null, CarrierProfile? carrier = null)
{
    public IJournal Journal { get; } = journal;

    public HybridClock Clock { get; } = new(time);

    public CarrierProfile Carrier { get; } = carrier ?? CarrierProfile.Named(gateway.Carrier);

    public GatewayOptions Gateway { get; } = gateway;

    public ConsentOptions Consent { get; } = consent;

    public ShardOptions Limits { get; } = limits;

    public MessagePrices Prices { get; } = prices ?? MessagePrices.Default;

    /// <summary>How fast senders go; null where they are not paced.</summary>
    public Paces? Paces { get; } =
        Paces.Of(pacing ?? new(), carrier ?? CarrierProfile.Named(gateway.Carrier), journal.Info.Shards);

    /// <summary>What T-Mobile takes of brands on a day; null where no brand has a cap.</summary>
    public BrandCaps? Caps { get; } =
        BrandCaps.Of(pacing ?? new(), journal.Info.Shards, gateway.MagicNumbers);

    public Accounts.Directory Directory { get; } = new();

    public WildcardView Wildcards { get; } = new();

    public JournalTail Tail { get; } = new(journal.Info.Shards);

    public DueTable Dues { get; } = new(journal.Info.Shards);

    /// <summary>Draws how a single message ends.</summary>
    /// <param name="filters">What the carrier found in its text.</param>
    public Outcome Draw(ulong chance, Address to, ulong filters, Stamp at) =>
        Gateway.MagicNumbers && MagicNumbers.IsMagic(to.Key) ? MagicNumbers.OutcomeOf(to.Key)
        : Carrier.LooksAtMessages ? Carrier.DrawFor(chance, to.Key, new(Carrier.BrownOutsAt(at), filters))
        : Carrier.Draw(chance);

    /// <summary>Whether a number is taken for one that opted out, without a record.</summary>
    public bool IsBlockedByMagic(ulong recipient) => Gateway.MagicNumbers && recipient == MagicNumbers.OptedOut;

    /// <summary>The shard that owns a scope.</summary>
    public int ShardOf(Scope scope) => scope.ShardOf(Journal.Info.Shards);
}
