using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Codec;

/// <summary>Events of what is kept about a Telnyx account.</summary>
internal static class TelnyxCodec
{
    public static void Write(PayloadWriter writer, ProfileConfigured e)
    {
        writer.Guid(e.Id);
        ProfileSettingsCodec.Write(writer, e.Settings);
    }

    public static GatewayEvent ReadConfigured(ref PayloadReader reader) =>
        new ProfileConfigured(reader.Guid(), ProfileSettingsCodec.Read(ref reader));

    public static void Write(PayloadWriter writer, ProfileSecretRegenerated e)
    {
        writer.Guid(e.Id);
        writer.Text(e.Secret);
    }

    public static GatewayEvent ReadSecret(ref PayloadReader reader) =>
        new ProfileSecretRegenerated(reader.Guid(), reader.Text());

    public static void Write(PayloadWriter writer, ProfileDeleted e) => writer.Guid(e.Id);

    public static GatewayEvent ReadDeleted(ref PayloadReader reader) => new ProfileDeleted(reader.Guid());

    public static void Write(PayloadWriter writer, ProfileRulesDropped e)
    {
    }

    public static GatewayEvent ReadRulesDropped(ref PayloadReader reader) => new ProfileRulesDropped();

    public static void Write(PayloadWriter writer, NumberConfigured e)
    {
        writer.Byte((byte)e.Provider);
        writer.Address(e.Number);
        writer.Text(e.Settings.MessagingProduct);
        writer.Texts(e.Settings.Tags);
    }

    public static GatewayEvent ReadNumber(ref PayloadReader reader) =>
        new NumberConfigured((Provider)reader.Byte(), reader.Address(), new(reader.Text(), reader.Texts()));

    public static void Write(PayloadWriter writer, AutoResponseSet e)
    {
        writer.Guid(e.Profile);
        writer.Guid(e.Id);
        writer.Byte((byte)e.Op);
        writer.Texts(e.Keywords);
        writer.Varint((ulong)e.Country.Value);
        writer.OptionalText(e.ReplyText);
    }

    public static GatewayEvent ReadAutoResponse(ref PayloadReader reader) =>
        new AutoResponseSet(
            reader.Guid(), reader.Guid(), (AutoResponseOp)reader.Byte(), reader.Texts(), Country(ref reader),
            reader.OptionalText());

    public static void Write(PayloadWriter writer, AutoResponseRemoved e)
    {
        writer.Guid(e.Profile);
        writer.Guid(e.Id);
    }

    public static GatewayEvent ReadAutoResponseRemoved(ref PayloadReader reader) =>
        new AutoResponseRemoved(reader.Guid(), reader.Guid());

    public static void Write(PayloadWriter writer, AlphaSenderCreated e)
    {
        writer.Guid(e.Id);
        writer.Guid(e.Profile);
        writer.Text(e.Name);
        writer.OptionalText(e.LongCodeFallback);
    }

    public static GatewayEvent ReadAlphaSender(ref PayloadReader reader) =>
        new AlphaSenderCreated(reader.Guid(), reader.Guid(), reader.Text(), reader.OptionalText());

    public static void Write(PayloadWriter writer, AlphaSenderDeleted e) => writer.Guid(e.Id);

    public static GatewayEvent ReadAlphaSenderDeleted(ref PayloadReader reader) =>
        new AlphaSenderDeleted(reader.Guid());

    public static void Write(PayloadWriter writer, SpendLimitReached e)
    {
        writer.Text(e.Limit.ToString(CultureInfo.InvariantCulture));
        writer.Text(e.Cost.ToString(CultureInfo.InvariantCulture));
    }

    public static GatewayEvent ReadSpendLimit(ref PayloadReader reader) =>
        new SpendLimitReached(
            ProfileSettingsCodec.Amount(reader.Text()), ProfileSettingsCodec.Amount(reader.Text()));

    public static void Write(PayloadWriter writer, StickySenderSet e)
    {
        writer.Address(e.Recipient);
        writer.Number(e.Sender);
    }

    public static GatewayEvent ReadStickySender(ref PayloadReader reader) =>
        new StickySenderSet(reader.Address(), reader.Number());

    public static void Write(PayloadWriter writer, StickySendersCleared e)
    {
    }

    public static GatewayEvent ReadStickyCleared(ref PayloadReader reader) => new StickySendersCleared();

    private static Region Country(ref PayloadReader reader)
    {
        var value = reader.Varint();
        return value <= ushort.MaxValue
            ? Region.FromStored((ushort)value)
            : throw new JournalCorruptException("A stored region is no region.");
    }
}
