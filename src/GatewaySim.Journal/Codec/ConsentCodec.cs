using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Codec;

internal static class ConsentCodec
{
    public static void Write(PayloadWriter writer, RecipientOptedOut e)
    {
        writer.Number(e.Recipient);
        writer.Address(e.Origin);
        WriteCause(writer, e.Cause);
    }

    public static GatewayEvent ReadOptedOut(ref PayloadReader reader) =>
        new RecipientOptedOut(reader.Number(), reader.Address(), ReadCause(ref reader));

    public static void Write(PayloadWriter writer, RecipientOptedIn e)
    {
        writer.Number(e.Recipient);
        writer.Address(e.Origin);
        WriteCause(writer, e.Cause);
        writer.Bool(e.AllOrigins);
    }

    public static GatewayEvent ReadOptedIn(ref PayloadReader reader) =>
        new RecipientOptedIn(reader.Number(), reader.Address(), ReadCause(ref reader), reader.Bool());

    public static void Write(PayloadWriter writer, WildcardSet e)
    {
        writer.Number(e.Recipient);
        writer.Byte((byte)e.Status);
        writer.Byte((byte)e.Source);
    }

    public static GatewayEvent ReadWildcardSet(ref PayloadReader reader) =>
        new WildcardSet(reader.Number(), (ConsentStatus)reader.Byte(), (ConsentSource)reader.Byte());

    public static void Write(PayloadWriter writer, NetworkBlocked e) =>
        WriteNetwork(writer, e.Number, e.Handset, e.CausedBy);

    public static GatewayEvent ReadNetworkBlocked(ref PayloadReader reader) =>
        new NetworkBlocked(reader.Number(), reader.Number(), new(reader.Long()));

    public static void Write(PayloadWriter writer, NetworkUnblocked e) =>
        WriteNetwork(writer, e.Number, e.Handset, e.CausedBy);

    public static GatewayEvent ReadNetworkUnblocked(ref PayloadReader reader) =>
        new NetworkUnblocked(reader.Number(), reader.Number(), new(reader.Long()));

    public static void Write(PayloadWriter writer, NetworkBlocksAdopted e)
    {
        writer.Number(e.Number);
        writer.Varint((ulong)e.Handsets.Count);
        foreach (var handset in e.Handsets)
        {
            writer.Number(handset);
        }
    }

    public static GatewayEvent ReadNetworkAdopted(ref PayloadReader reader)
    {
        var number = reader.Number();
        var handsets = new List<PhoneNumber>();
        for (var left = reader.Int(); left > 0; left--)
        {
            handsets.Add(reader.Number());
        }

        return new NetworkBlocksAdopted(number, handsets);
    }

    private static void WriteNetwork(PayloadWriter writer, PhoneNumber number, PhoneNumber handset, MessageId cause)
    {
        writer.Number(number);
        writer.Number(handset);
        writer.Varint(cause.Value);
    }

    private static void WriteCause(PayloadWriter writer, in ConsentCause cause)
    {
        writer.Byte((byte)cause.Source);
        writer.Text(cause.Keyword);
        writer.Text(cause.Matcher);
        writer.Varint(cause.CausedBy.Value);
    }

    private static ConsentCause ReadCause(ref PayloadReader reader) =>
        new((ConsentSource)reader.Byte(), reader.Text(), reader.Text(), new(reader.Long()));
}
