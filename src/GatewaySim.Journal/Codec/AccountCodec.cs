using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;

namespace GatewaySim.Journal.Codec;

internal static class AccountCodec
{
    public static void Write(PayloadWriter writer, ProfileCreated e)
    {
        writer.Guid(e.Id);
        writer.Text(e.Name);
        writer.Texts(e.WhitelistedDestinations);
        writer.Bool(e.Enabled);
        writer.OptionalText(e.WebhookUrl);
        writer.OptionalText(e.WebhookFailoverUrl);
        writer.Text(e.WebhookApiVersion);
    }

    public static GatewayEvent ReadProfileCreated(ref PayloadReader reader) =>
        new ProfileCreated(
            reader.Guid(), reader.Text(), reader.Texts(), reader.Bool(), reader.OptionalText(), reader.OptionalText(),
            reader.Text());

    public static void Write(PayloadWriter writer, NumberAssigned e)
    {
        writer.Byte((byte)e.Provider);
        writer.Address(e.Number);
        writer.OptionalGuid(e.Profile);
    }

    public static GatewayEvent ReadNumberAssigned(ref PayloadReader reader) =>
        new NumberAssigned((Provider)reader.Byte(), reader.Address(), reader.OptionalGuid());

    public static void Write(PayloadWriter writer, SubscriptionCreated e)
    {
        writer.Guid(e.Id);
        writer.Texts(e.EventFilters);
        writer.Text(e.Address);
        writer.OptionalText(e.VerificationToken);
        writer.Varint((long)e.ExpiresIn);
    }

    public static GatewayEvent ReadSubscriptionCreated(ref PayloadReader reader) =>
        new SubscriptionCreated(
            reader.Guid(), reader.Texts(), reader.Text(), reader.OptionalText(), reader.Int());

    public static void Write(PayloadWriter writer, SubscriptionRenewed e)
    {
        writer.Guid(e.Id);
        writer.Texts(e.EventFilters);
        writer.Varint((long)e.ExpiresIn);
    }

    public static GatewayEvent ReadSubscriptionRenewed(ref PayloadReader reader) =>
        new SubscriptionRenewed(reader.Guid(), reader.Texts(), reader.Int());

    public static void Write(PayloadWriter writer, SubscriptionBlacklisted e)
    {
        writer.Guid(e.Id);
        writer.Text(e.Reason);
    }

    public static GatewayEvent ReadSubscriptionBlacklisted(ref PayloadReader reader) =>
        new SubscriptionBlacklisted(reader.Guid(), reader.Text());

    public static void Write(PayloadWriter writer, SubscriptionActivated e) => writer.Guid(e.Id);

    public static GatewayEvent ReadSubscriptionActivated(ref PayloadReader reader) =>
        new SubscriptionActivated(reader.Guid());

    public static void Write(PayloadWriter writer, SubscriptionDeleted e) => writer.Guid(e.Id);

    public static GatewayEvent ReadSubscriptionDeleted(ref PayloadReader reader) =>
        new SubscriptionDeleted(reader.Guid());
}
