using System.Globalization;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Profiles;

/// <summary>What a body asks to be set on a profile, member by member.</summary>
/// <remarks>
/// Source of the members: telnyx.md 3.2 and 3.3. A member that is absent keeps its value; null takes away what may be
/// absent, and keeps the others. Unknown and read-only members are passed over.
/// </remarks>
internal sealed class ProfileChange
{
    /// <summary>ASSUME: Telnyx documents no limit.</summary>
    public const int NameCharsMax = 255;

    private const int IdCharsMax = 64;
    private const int SecretCharsMax = 255;
    private const int FeaturesCharsMax = 4_096;
    private const int DestinationsMax = 300;
    private const int AmountCharsMax = 18;

    private readonly List<Func<ProfileSettings, ProfileSettings>> _steps = [];

    private ProfileChange()
    {
    }

    /// <summary>Reads all members but the required ones of a new profile. Look at the body's fault then.</summary>
    public static ProfileChange Read(JsonBody body, bool isNew, TelnyxOptions options)
    {
        var change = new ProfileChange();
        change.ReadCommon(body);
        change.ReadPool(body, options.StrictPoolSettings);
        change.ReadShortener(body);
        change.ReadLimit(body);
        if (isNew)
        {
            change.Add(body, "health_webhook_url", body.TakeUrl, (s, v) => s with { HealthWebhookUrl = v });
            change.Add(
                body, "resource_group_id", name => body.TakeShortString(name, IdCharsMax),
                (s, v) => s with { ResourceGroupId = v });
        }
        else if (body.TakeFilledString("v1_secret", SecretCharsMax) is { } secret)
        {
            change._steps.Add(s => s with { V1Secret = secret });
        }

        return change;
    }

    public ProfileSettings ApplyTo(ProfileSettings settings) => _steps.Aggregate(settings, (s, step) => step(s));

    /// <summary>Reads <c>whitelisted_destinations</c>; each country once, in the order of the caller.</summary>
    /// <returns>Null when absent or faulty.</returns>
    public static IReadOnlyList<string>? DestinationsOf(JsonBody body)
    {
        const string Name = "whitelisted_destinations";
        if (body.TakeStrings(Name) is not { } list)
        {
            return null;
        }

        if (list.Count is 0 or > DestinationsMax)
        {
            return body.Refuse<IReadOnlyList<string>>(TelnyxErrors.NoDestinations.At($"/{Name}"));
        }

        for (var i = 0; i < list.Count; i++)
        {
            var isCountry = list[i] is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
            if (!isCountry && (list[i] != "*" || list.Count > 1))
            {
                body.Refuse<string>(TelnyxErrors.InvalidWord.At($"/{Name}/{i}"));
            }
        }

        return [.. list.Distinct()];
    }

    private void ReadCommon(JsonBody body)
    {
        Switch(body, "enabled", (s, v) => s with { Enabled = v });
        Add(body, "webhook_url", body.TakeUrl, (s, v) => s with { WebhookUrl = v });
        Add(body, "webhook_failover_url", body.TakeUrl, (s, v) => s with { WebhookFailoverUrl = v });
        if (body.TakeWord("webhook_api_version", "1", "2", "2010-04-01") is { } version)
        {
            _steps.Add(s => s with { WebhookApiVersion = version });
        }

        Add(body, "alpha_sender", name => AlphaSender(body, name), (s, v) => s with { AlphaSender = v });
        Switch(body, "mms_fall_back_to_sms", (s, v) => s with { MmsFallsBackToSms = v });
        Switch(body, "mms_transcoding", (s, v) => s with { MmsTranscoding = v });
        Switch(body, "mobile_only", (s, v) => s with { MobileOnly = v });
        Switch(body, "smart_encoding", (s, v) => s with { SmartEncoding = v });
        Add(
            body, "ai_assistant_id", name => body.TakeShortString(name, IdCharsMax),
            (s, v) => s with { AiAssistantId = v });
        Add(body, "features", name => Features(body, name), (s, v) => s with { Features = v });
    }

    /// <remarks>Null (OAS) and <c>{}</c> (documentation) both switch the pool off.</remarks>
    private void ReadPool(JsonBody body, bool isStrict)
    {
        const string Name = "number_pool_settings";
        if (!body.Has(Name))
        {
            return;
        }

        if (body.TakeObject(Name) is not { IsEmpty: false } pool)
        {
            _steps.Add(s => s with { NumberPool = null });
            return;
        }

        var (tollFree, longCode) = (Weight(pool, "toll_free_weight"), Weight(pool, "long_code_weight"));
        var skips = pool.TakeSwitch("skip_unhealthy");
        var (sticks, matches) = (pool.TakeSwitch("sticky_sender"), pool.TakeSwitch("geomatch"));
        foreach (var required in (string[])["toll_free_weight", "long_code_weight", "skip_unhealthy"])
        {
            if (isStrict && !pool.Has(required))
            {
                pool.Missing(required);
            }
        }

        _steps.Add(s =>
        {
            var known = s.NumberPool ?? new(1, 1, false);
            return s with
            {
                NumberPool = new(
                    tollFree ?? known.TollFreeWeight, longCode ?? known.LongCodeWeight, skips ?? known.SkipUnhealthy,
                    sticks ?? known.StickySender, matches ?? known.Geomatch),
            };
        });
    }

    private void ReadShortener(JsonBody body)
    {
        const string Name = "url_shortener_settings";
        if (!body.Has(Name))
        {
            return;
        }

        if (body.TakeObject(Name) is not { IsEmpty: false } shortener)
        {
            _steps.Add(s => s with { UrlShortener = null });
            return;
        }

        var domain = shortener.TakeRequiredString("domain", NameCharsMax);
        if (domain is not null && Uri.CheckHostName(domain) != UriHostNameType.Dns)
        {
            shortener.Refuse<string>(TelnyxErrors.InvalidDomain.At(shortener.PathOf("domain")));
        }

        var prefix = shortener.TakeShortString("prefix", NameCharsMax);
        var replaces = shortener.TakeSwitch("replace_blacklist_only") ?? false;
        var sends = shortener.TakeSwitch("send_webhooks") ?? false;
        _steps.Add(s => s with { UrlShortener = new(domain!, prefix, replaces, sends) });
    }

    private void ReadLimit(JsonBody body)
    {
        Add(body, "daily_spend_limit", name => Amount(body, name), (s, v) => s with { DailySpendLimit = v });
        Switch(body, "daily_spend_limit_enabled", (s, v) => s with { IsSpendLimited = v });
    }

    private static double? Weight(JsonBody pool, string name) => pool.TakeNumber(name) switch
    {
        < 0 => pool.Refuse<double?>(TelnyxErrors.OutOfRange.At(pool.PathOf(name))),
        var weight => weight,
    };

    /// <remarks>OAS pattern: digits, and a point with digits after it. Not more than 18 characters here.</remarks>
    private static decimal? Amount(JsonBody body, string name)
    {
        if (body.TakeString(name) is not { } text)
        {
            return null;
        }

        var isAmount = text.Length is > 0 and <= AmountCharsMax && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1]);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && isAmount ? amount
            : body.Refuse<decimal?>(TelnyxErrors.Unprocessable.At(
                body.PathOf(name), "The amount must be a decimal number of US dollars, 0 or more."));
    }

    private static string? AlphaSender(JsonBody body, string name) => body.TakeString(name) is not { Length: > 0 } text
        ? null
        : Address.TryParse(text, out var address) && address.Kind == AddressKind.Alphanumeric ? text
        : body.Refuse<string>(TelnyxErrors.InvalidAlphaSender.At(body.PathOf(name)));

    private static string? Features(JsonBody body, string name)
    {
        if (body.TakeObject(name) is not { } features)
        {
            return null;
        }

        features.TakeSwitch("ai_opt_out_detection_enabled");
        var text = features.RawText;
        return text.Length > FeaturesCharsMax ? body.Refuse<string>(TelnyxErrors.LengthOutOfRange.At(body.PathOf(name)))
            : JsonText.IsWhole(System.Text.Encoding.UTF8.GetBytes(text)) ? text
            : body.Refuse<string>(TelnyxErrors.BadEncoding.At(body.PathOf(name)));
    }

    private void Switch(JsonBody body, string name, Func<ProfileSettings, bool, ProfileSettings> set)
    {
        if (body.TakeSwitch(name) is { } value)
        {
            _steps.Add(s => set(s, value));
        }
    }

    private void Add<T>(
        JsonBody body, string name, Func<string, T?> take, Func<ProfileSettings, T?, ProfileSettings> set)
    {
        if (body.Has(name))
        {
            var value = take(name);
            _steps.Add(s => set(s, value));
        }
    }
}
