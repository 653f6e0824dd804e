using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Codec;

internal static class MessageCodec
{
    public static void Write(PayloadWriter writer, MessageAccepted e)
    {
        writer.Address(e.From);
        writer.Address(e.To);
        writer.Text(e.Text);
        WriteOptions(writer, e.Options);
        WriteDraw(writer, e.Ordinal, e.Outcome, e.Carrier, e.Chance);
    }

    public static GatewayEvent ReadAccepted(ref PayloadReader reader) =>
        new MessageAccepted(
            reader.Address(), reader.Address(), reader.Text(), ReadOptions(ref reader),
            reader.Long(), (Outcome)reader.Byte(), reader.Text(), reader.Fixed64());

    public static void Write(PayloadWriter writer, InboundReceived e)
    {
        writer.Number(e.From);
        writer.Address(e.To);
        writer.Text(e.Text);
        writer.Byte((byte)e.Operation);
        writer.Text(e.Keyword);
        writer.Text(e.Matcher);
        writer.Text(e.ExternalId);
    }

    public static GatewayEvent ReadInbound(ref PayloadReader reader) =>
        new InboundReceived(
            reader.Number(), reader.Address(), reader.Text(), (Operation)reader.Byte(), reader.Text(), reader.Text(),
            reader.Text());

    public static void Write(PayloadWriter writer, ReplySent e)
    {
        writer.Address(e.From);
        writer.Number(e.To);
        writer.Text(e.Text);
        writer.Byte((byte)e.Operation);
        writer.Varint(e.CausedBy.Value);
        WriteDraw(writer, e.Ordinal, e.Outcome, e.Carrier, e.Chance);
    }

    public static GatewayEvent ReadReply(ref PayloadReader reader) =>
        new ReplySent(
            reader.Address(), reader.Number(), reader.Text(), (Operation)reader.Byte(), new(reader.Long()),
            reader.Long(), (Outcome)reader.Byte(), reader.Text(), reader.Fixed64());

    public static void Write(PayloadWriter writer, MessageQueued e)
    {
        WriteWaiting(writer, e);
        writer.Bool(e.Expires);
    }

    public static GatewayEvent ReadQueued(ref PayloadReader reader) =>
        new MessageQueued(
            reader.Address(), reader.Address(), reader.Text(), ReadOptions(ref reader), reader.Stamp(), reader.Bool());

    public static void Write(PayloadWriter writer, MessageScheduled e) => WriteWaiting(writer, e);

    private static void WriteWaiting(PayloadWriter writer, WaitingMessage e)
    {
        writer.Address(e.From);
        writer.Address(e.To);
        writer.Text(e.Text);
        WriteOptions(writer, e.Options);
        writer.Stamp(e.SendAt);
    }

    public static GatewayEvent ReadScheduled(ref PayloadReader reader) =>
        new MessageScheduled(
            reader.Address(), reader.Address(), reader.Text(), ReadOptions(ref reader), reader.Stamp());

    public static void Write(PayloadWriter writer, MessageDispatched e)
    {
        writer.Varint(e.Message);
        writer.Stamp(e.AcceptedAt);
        WriteDraw(writer, e.Ordinal, e.Outcome, e.Carrier, e.Chance);
    }

    public static GatewayEvent ReadDispatched(ref PayloadReader reader) =>
        new MessageDispatched(
            reader.Long(), reader.Stamp(), reader.Long(), (Outcome)reader.Byte(), reader.Text(), reader.Fixed64());

    public static void Write(PayloadWriter writer, MessageCancelled e) => writer.Varint(e.Message);

    public static GatewayEvent ReadCancelled(ref PayloadReader reader) => new MessageCancelled(reader.Long());

    public static void Write(PayloadWriter writer, GroupAccepted e)
    {
        Invariant.Holds(e.To.Count == e.Outcomes.Length);
        writer.Address(e.From);
        writer.Bytes(e.Outcomes.Span);
        foreach (var recipient in e.To)
        {
            writer.Number(recipient);
        }

        writer.Text(e.Text);
        WriteOptions(writer, e.Options);
        writer.Varint(e.FirstOrdinal);
        writer.Text(e.Carrier);
        writer.Fixed64(e.ChanceBase);
    }

    public static GatewayEvent ReadGroup(ref PayloadReader reader)
    {
        var from = reader.Address();
        var outcomes = reader.Bytes();
        var recipients = new PhoneNumber[outcomes.Length];
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = reader.Number();
        }

        return new GroupAccepted(
            from, recipients, reader.Text(), ReadOptions(ref reader), reader.Long(), outcomes, reader.Text(),
            reader.Fixed64());
    }

    private static void WriteDraw(PayloadWriter writer, long ordinal, Outcome outcome, string carrier, ulong chance)
    {
        writer.Varint(ordinal);
        writer.Byte((byte)outcome);
        writer.Text(carrier);
        writer.Fixed64(chance);
    }

    /// <summary>One byte when nothing was asked for, which is the usual case.</summary>
    private static void WriteOptions(PayloadWriter writer, MessageOptions options)
    {
        var isPlain = options == MessageOptions.None;
        writer.Bool(!isPlain);
        if (isPlain)
        {
            return;
        }

        writer.OptionalText(options.Subject);
        writer.Texts(options.MediaUrls);
        writer.OptionalText(options.WebhookUrl);
        writer.OptionalText(options.WebhookFailoverUrl);
        writer.OptionalText(options.Encoding);
        writer.Bool(options.UseProfileWebhooks);
        writer.Bool(options.AutoDetect);
    }

    private static MessageOptions ReadOptions(ref PayloadReader reader) => !reader.Bool()
        ? MessageOptions.None
        : new()
        {
            Subject = reader.OptionalText(),
            MediaUrls = reader.Texts(),
            WebhookUrl = reader.OptionalText(),
            WebhookFailoverUrl = reader.OptionalText(),
            Encoding = reader.OptionalText(),
            UseProfileWebhooks = reader.Bool(),
            AutoDetect = reader.Bool(),
        };
}
