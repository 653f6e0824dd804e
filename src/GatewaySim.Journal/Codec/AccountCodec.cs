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
}
