using System.Globalization;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Journal.Codec;

/// <summary>The stored form of a profile's settings, in events of version 1 and in snapshots.</summary>
public static class ProfileSettingsCodec
{
    public static void Write(PayloadWriter writer, ProfileSettings s)
    {
        writer.Text(s.Name);
        writer.Texts(s.WhitelistedDestinations);
        writer.Bool(s.Enabled);
        writer.OptionalText(s.WebhookUrl);
        writer.OptionalText(s.WebhookFailoverUrl);
        writer.Text(s.WebhookApiVersion);
        writer.Bool(s.NumberPool is not null);
        if (s.NumberPool is { } pool)
        {
            writer.Fixed64(BitConverter.DoubleToUInt64Bits(pool.TollFreeWeight));
            writer.Fixed64(BitConverter.DoubleToUInt64Bits(pool.LongCodeWeight));
            writer.Bool(pool.SkipUnhealthy);
            writer.Bool(pool.StickySender);
            writer.Bool(pool.Geomatch);
        }

        writer.Bool(s.UrlShortener is not null);
        if (s.UrlShortener is { } shortener)
        {
            writer.Text(shortener.Domain);
            writer.OptionalText(shortener.Prefix);
            writer.Bool(shortener.ReplaceBlacklistOnly);
            writer.Bool(shortener.SendWebhooks);
        }

        writer.OptionalText(s.AlphaSender);
        writer.OptionalText(s.DailySpendLimit?.ToString(CultureInfo.InvariantCulture));
        writer.Bool(s.IsSpendLimited);
        writer.Bool(s.MmsFallsBackToSms);
        writer.Bool(s.MmsTranscoding);
        writer.Bool(s.MobileOnly);
        writer.Bool(s.SmartEncoding);
        writer.OptionalText(s.V1Secret);
        writer.OptionalText(s.HealthWebhookUrl);
        writer.OptionalText(s.AiAssistantId);
        writer.OptionalText(s.ResourceGroupId);
        writer.OptionalText(s.Features);
    }

    public static ProfileSettings Read(ref PayloadReader reader) => new(reader.Text(), reader.Texts())
    {
        Enabled = reader.Bool(),
        WebhookUrl = reader.OptionalText(),
        WebhookFailoverUrl = reader.OptionalText(),
        WebhookApiVersion = reader.Text(),
        NumberPool = reader.Bool()
            ? new(Weight(ref reader), Weight(ref reader), reader.Bool(), reader.Bool(), reader.Bool())
            : null,
        UrlShortener = reader.Bool()
            ? new(reader.Text(), reader.OptionalText(), reader.Bool(), reader.Bool())
            : null,
        AlphaSender = reader.OptionalText(),
        DailySpendLimit = reader.OptionalText() is { } limit ? Amount(limit) : null,
        IsSpendLimited = reader.Bool(),
        MmsFallsBackToSms = reader.Bool(),
        MmsTranscoding = reader.Bool(),
        MobileOnly = reader.Bool(),
        SmartEncoding = reader.Bool(),
        V1Secret = reader.OptionalText(),
        HealthWebhookUrl = reader.OptionalText(),
        AiAssistantId = reader.OptionalText(),
        ResourceGroupId = reader.OptionalText(),
        Features = reader.OptionalText(),
    };

    internal static decimal Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
        : throw new JournalCorruptException("A stored amount is no number.");

    private static double Weight(ref PayloadReader reader) => BitConverter.UInt64BitsToDouble(reader.Fixed64());
}
