using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Journal.Dumping;

/// <summary>The records of accounts: numbers, profiles and what belongs to them.</summary>
internal sealed class DumpAccounts
{
    private readonly Dictionary<(DumpScope Scope, string Key), (MessageId Id, Stamp CreatedAt)> _first = [];
    private readonly Dictionary<(DumpScope Scope, string Key), Guid> _profiles = [];

    public void Apply(DumpScope scope, GatewayEvent @event, Stamp at, MessageId id)
    {
        switch (@event)
        {
            case ProfileCreated e:
                _first[(scope, $"{e.Id}")] = (id, at);
                Profile(scope, e.Id, new ProfileSettings(e.Name, e.WhitelistedDestinations)
                {
                    Enabled = e.Enabled,
                    WebhookUrl = e.WebhookUrl,
                    WebhookFailoverUrl = e.WebhookFailoverUrl,
                    WebhookApiVersion = e.WebhookApiVersion,
                });
                break;
            case ProfileConfigured e:
                Profile(scope, e.Id, e.Settings);
                scope.Records[$"profile-settings {e.Id}"] = $"{LineOf(e.Settings)} {at} {id}";
                Secret(scope, e.Id, e.Settings.V1Secret, at, id);
                break;
            case ProfileSecretRegenerated e:
                Secret(scope, e.Id, e.Secret, at, id);
                break;
            case ProfileDeleted e:
                Deleted(scope, e, at);
                break;
            case NumberAssigned e:
                Assigned(scope, KeyOf(e.Provider, e.Number), e.Profile, at, id);
                break;
            case NumberConfigured e:
                scope.Records[$"number-settings {KeyOf(e.Provider, e.Number)}"] =
                    $"{DumpText.Field(e.Settings.MessagingProduct)} {Many(e.Settings.Tags)} {at} {id}";
                break;
            case AutoResponseSet e:
                _ = _first.TryAdd((scope, $"{e.Id}"), (id, at));
                scope.Records[$"autoresponse {e.Profile} {e.Id}"] =
                    $"{e.Op} {e.Country} {Many(e.Keywords)} {DumpText.Field(e.ReplyText)} "
                    + $"{_first[(scope, $"{e.Id}")].CreatedAt} {at} {id}";
                break;
            case AutoResponseRemoved e:
                scope.Records.Remove($"autoresponse {e.Profile} {e.Id}");
                break;
            case AlphaSenderCreated e:
                scope.Records[$"alpha-sender {e.Id}"] =
                    $"{e.Profile} {DumpText.Field(e.Name)} {DumpText.Field(e.LongCodeFallback)} {at} {id}";
                break;
            case AlphaSenderDeleted e:
                scope.Records.Remove($"alpha-sender {e.Id}");
                break;
            case SpendLimitReached e:
                Forget(scope, "spend-limit ");
                scope.Records[string.Create(CultureInfo.InvariantCulture, $"spend-limit {e.Limit}")] =
                    string.Create(CultureInfo.InvariantCulture, $"{e.Cost} {at} {id}");
                break;
            case StickySenderSet e:
                scope.Records[$"sticky-sender {e.Recipient}"] = $"{e.Sender} {at} {id}";
                break;
            case StickySendersCleared:
                Forget(scope, "sticky-sender ");
                break;
        }
    }

    private static void Forget(DumpScope scope, string section)
    {
        foreach (var key in scope.Records.Keys.Where(k => k.StartsWith(section, StringComparison.Ordinal)).ToList())
        {
            scope.Records.Remove(key);
        }
    }

    private static string KeyOf(Provider provider, Domain.Numbers.Address number) =>
        $"{provider} {DumpText.Field(number.ToString())}";

    private static string Many(IEnumerable<string> texts) => string.Join(',', texts.Select(DumpText.Field)) is
        { Length: > 0 } joined ? joined : "-";

    private static void Secret(DumpScope scope, Guid id, string? secret, Stamp at, MessageId @event)
    {
        if (secret is null)
        {
            scope.Records.Remove($"profile-secret {id}");
        }
        else
        {
            scope.Records[$"profile-secret {id}"] = $"{DumpText.Field(secret)} {at} {@event}";
        }
    }

    private static string LineOf(ProfileSettings s) => string.Join(' ',
        [
            s.NumberPool is { } pool
                ? string.Create(
                    CultureInfo.InvariantCulture, $"{pool.TollFreeWeight:R}/{pool.LongCodeWeight:R}/")
                    + $"{Bit(pool.SkipUnhealthy)}{Bit(pool.StickySender)}{Bit(pool.Geomatch)}"
                : "-",
            s.UrlShortener is { } shortener
                ? $"{DumpText.Field(shortener.Domain)}/{DumpText.Field(shortener.Prefix)}/"
                    + $"{Bit(shortener.ReplaceBlacklistOnly)}{Bit(shortener.SendWebhooks)}"
                : "-",
            DumpText.Field(s.AlphaSender),
            s.DailySpendLimit?.ToString(CultureInfo.InvariantCulture) ?? "-",
            $"{Bit(s.IsSpendLimited)}{Bit(s.MmsFallsBackToSms)}{Bit(s.MmsTranscoding)}{Bit(s.MobileOnly)}"
                + $"{Bit(s.SmartEncoding)}",
            DumpText.Field(s.HealthWebhookUrl), DumpText.Field(s.AiAssistantId), DumpText.Field(s.ResourceGroupId),
            DumpText.Field(s.Features),
        ]);

    private static char Bit(bool value) => value ? '1' : '0';

    private void Profile(DumpScope scope, Guid id, ProfileSettings s)
    {
        var (created, at) = _first[(scope, $"{id}")];
        scope.Records[$"profile {id}"] = $"{DumpText.Field(s.Name)} {(s.Enabled ? "enabled" : "disabled")} "
            + $"{string.Join(',', s.WhitelistedDestinations.Select(DumpText.Field))} "
            + $"{DumpText.Field(s.WebhookUrl)} {DumpText.Field(s.WebhookFailoverUrl)} "
            + $"{DumpText.Field(s.WebhookApiVersion)} {at} {created}";
    }

    private void Assigned(DumpScope scope, string key, Guid? profile, Stamp at, MessageId id)
    {
        // The first assignment gives the number its id and its age.
        _ = _first.TryAdd((scope, key), (id, at));
        Number(scope, key, profile, at);
    }

    private void Number(DumpScope scope, string key, Guid? profile, Stamp at)
    {
        _profiles.Remove((scope, key));
        if (profile is { } given)
        {
            _profiles[(scope, key)] = given;
        }

        var (id, createdAt) = _first[(scope, key)];
        scope.Records[$"number {key}"] = $"{profile?.ToString() ?? "-"} {createdAt} {at} {id}";
    }

    private void Deleted(DumpScope scope, ProfileDeleted e, Stamp at)
    {
        foreach (var kind in (string[])["profile", "profile-settings", "profile-secret"])
        {
            scope.Records.Remove($"{kind} {e.Id}");
        }

        foreach (var key in scope.Records.Where(r => r.Key.StartsWith($"autoresponse {e.Id} ", StringComparison.Ordinal)
            || (r.Key.StartsWith("alpha-sender ", StringComparison.Ordinal)
                && r.Value.StartsWith($"{e.Id} ", StringComparison.Ordinal))).Select(r => r.Key).ToList())
        {
            scope.Records.Remove(key);
        }

        foreach (var (number, _) in _profiles.Where(p => p.Key.Scope == scope && p.Value == e.Id).ToList())
        {
            Number(scope, number.Key, null, at);
        }
    }
}
