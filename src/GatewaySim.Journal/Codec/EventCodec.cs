using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Journal.Codec;

/// <summary>One kind of event: its stored name and how its payload is written and read.</summary>
public sealed class EventKind(
    Type type, string name, Action<PayloadWriter, GatewayEvent> write, EventKind.Reader read)
{
    public delegate GatewayEvent Reader(ref PayloadReader reader);

    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    public Type Type { get; } = type;

    public string Name { get; } = name;

    public ReadOnlySpan<byte> Utf8 => _utf8;

    public void Write(PayloadWriter writer, GatewayEvent @event) => write(writer, @event);

    public GatewayEvent Read(ref PayloadReader reader) => read(ref reader);
}

/// <summary>Every kind of event there is or ever was. A kind is added, never changed or taken away.</summary>
public static class EventCodec
{
    public static readonly IReadOnlyList<EventKind> Kinds =
    [
        Kind<RecipientOptedOut>(ConsentCodec.Write, ConsentCodec.ReadOptedOut),
        Kind<RecipientOptedIn>(ConsentCodec.Write, ConsentCodec.ReadOptedIn),
        Kind<WildcardSet>(ConsentCodec.Write, ConsentCodec.ReadWildcardSet),
        Kind<NetworkBlocked>(ConsentCodec.Write, ConsentCodec.ReadNetworkBlocked),
        Kind<NetworkUnblocked>(ConsentCodec.Write, ConsentCodec.ReadNetworkUnblocked),
        Kind<NetworkBlocksAdopted>(ConsentCodec.Write, ConsentCodec.ReadNetworkAdopted),
        Kind<BatchAccepted>(BatchCodec.Write, BatchCodec.ReadAccepted),
        Kind<BatchContinued>(BatchCodec.Write, BatchCodec.ReadContinued),
        Kind<BatchDispatched>(BatchCodec.Write, BatchCodec.ReadDispatched),
        Kind<MessageAccepted>(MessageCodec.Write, MessageCodec.ReadAccepted),
        Kind<InboundReceived>(MessageCodec.Write, MessageCodec.ReadInbound),
        Kind<ReplySent>(MessageCodec.Write, MessageCodec.ReadReply),
        Kind<ProfileCreated>(AccountCodec.Write, AccountCodec.ReadProfileCreated),
        Kind<NumberAssigned>(AccountCodec.Write, AccountCodec.ReadNumberAssigned),
        Kind<SubscriptionCreated>(AccountCodec.Write, AccountCodec.ReadSubscriptionCreated),
        Kind<SubscriptionRenewed>(AccountCodec.Write, AccountCodec.ReadSubscriptionRenewed),
        Kind<SubscriptionBlacklisted>(AccountCodec.Write, AccountCodec.ReadSubscriptionBlacklisted),
        Kind<SubscriptionActivated>(AccountCodec.Write, AccountCodec.ReadSubscriptionActivated),
        Kind<SubscriptionDeleted>(AccountCodec.Write, AccountCodec.ReadSubscriptionDeleted),
        Kind<ProfileConfigured>(TelnyxCodec.Write, TelnyxCodec.ReadConfigured),
        Kind<ProfileSecretRegenerated>(TelnyxCodec.Write, TelnyxCodec.ReadSecret),
        Kind<ProfileDeleted>(TelnyxCodec.Write, TelnyxCodec.ReadDeleted),
        Kind<ProfileRulesDropped>(TelnyxCodec.Write, TelnyxCodec.ReadRulesDropped),
        Kind<NumberConfigured>(TelnyxCodec.Write, TelnyxCodec.ReadNumber),
        Kind<AutoResponseSet>(TelnyxCodec.Write, TelnyxCodec.ReadAutoResponse),
        Kind<AutoResponseRemoved>(TelnyxCodec.Write, TelnyxCodec.ReadAutoResponseRemoved),
        Kind<AlphaSenderCreated>(TelnyxCodec.Write, TelnyxCodec.ReadAlphaSender),
        Kind<AlphaSenderDeleted>(TelnyxCodec.Write, TelnyxCodec.ReadAlphaSenderDeleted),
        Kind<MessageScheduled>(MessageCodec.Write, MessageCodec.ReadScheduled),
        Kind<MessageDispatched>(MessageCodec.Write, MessageCodec.ReadDispatched),
        Kind<MessageCancelled>(MessageCodec.Write, MessageCodec.ReadCancelled),
        Kind<GroupAccepted>(MessageCodec.Write, MessageCodec.ReadGroup),
        Kind<SpendLimitReached>(TelnyxCodec.Write, TelnyxCodec.ReadSpendLimit),
        Kind<StickySenderSet>(TelnyxCodec.Write, TelnyxCodec.ReadStickySender),
        Kind<StickySendersCleared>(TelnyxCodec.Write, TelnyxCodec.ReadStickyCleared),
        Kind<MessageQueued>(MessageCodec.Write, MessageCodec.ReadQueued),
    ];

    private static readonly FrozenDictionary<Type, EventKind> ByType = Kinds.ToFrozenDictionary(k => k.Type);
    private static readonly FrozenDictionary<string, EventKind> ByName = Kinds.ToFrozenDictionary(k => k.Name);

    public static EventKind KindOf(GatewayEvent @event) => ByType[@event.GetType()];

    /// <summary>Finds the one string object of a stored name, so that reading millions of events makes none.</summary>
    public static string? Intern(ReadOnlySpan<byte> utf8)
    {
        foreach (var kind in Kinds)
        {
            if (utf8.SequenceEqual(kind.Utf8))
            {
                return kind.Name;
            }
        }

        return null;
    }

    /// <exception cref="JournalCorruptException">No such name, or bytes that no writer wrote.</exception>
    public static GatewayEvent Read(string name, ReadOnlyMemory<byte> payload)
    {
        if (!ByName.TryGetValue(name, out var kind))
        {
            throw new JournalCorruptException($"The journal holds an event '{name}' that this version does not know.");
        }

        var reader = new PayloadReader(payload);
        var @event = kind.Read(ref reader);
        reader.End();
        return @event;
    }

    private static EventKind Kind<T>(Action<PayloadWriter, T> write, EventKind.Reader read) where T : GatewayEvent =>
        new(typeof(T), typeof(T).GetCustomAttribute<JournalNameAttribute>()!.Name, (w, e) => write(w, (T)e), read);
}
