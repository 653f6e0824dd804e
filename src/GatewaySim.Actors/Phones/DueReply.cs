using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Phones;

/// <summary>The messages of one event that are still to be answered.</summary>
/// <remarks>Only its count changes; the mark waits for it to be none.</remarks>
internal sealed class OpenEvent(MessageId id, Scope scope, Address business)
{
    public MessageId Id { get; } = id;

    public Scope Scope { get; } = scope;

    /// <summary>Whom the answers go to.</summary>
    public Address Business { get; } = business;

    public int Open { get; set; }
}

/// <summary>An answer that waits for its time.</summary>
/// <param name="Message">What it answers.</param>
/// <param name="StartAfter">How long after it START follows; null for never.</param>
/// <param name="IsStart">Whether it is that START.</param>
internal sealed record DueReply(
    OpenEvent Of, MessageId Message, PhoneNumber Phone, string Text, Stamp Due, TimeSpan? StartAfter, bool IsStart)
{
    private const string Prefix = "phone/";

    /// <summary>What makes it harmless to say it again: the same whenever the message is read.</summary>
    public string ExternalId => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{Message.Value}/{(IsStart ? 2 : 1)}");

    /// <summary>The place in the order of answers.</summary>
    public (long, long) Order => (Due.Ticks, Message.Value << 1 | (IsStart ? 1L : 0));

    public InboundText ToText() => new(Phone, Of.Business, Text, Of.Scope.Provider, ExternalId);

    public static bool IsOurs(string externalId) => externalId.StartsWith(Prefix, StringComparison.Ordinal);
}
