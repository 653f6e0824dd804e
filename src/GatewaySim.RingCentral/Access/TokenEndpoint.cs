using System.Globalization;
using System.Text;
using System.Text.Json;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Access;

/// <summary><c>POST /restapi/oauth/token</c> and <c>/revoke</c>.</summary>
internal sealed class TokenEndpoint(Door door)
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Scope = "A2PSMS SMS ReadAccounts SubscriptionWebhook";

    // Spec: access_token_ttl is 600 to 3600, refresh_token_ttl at most 2,592,000.
    private const int AccessSecondsMin = 600;
    private const int AccessSecondsMax = 3600;
    private const int RefreshSecondsMax = 2_592_000;

    // UNVERIFIED: no length is documented. It is kept with the session, so there must be one.
    private const int EndpointIdCharsMax = 255;

    private readonly RingCentralOptions _options = door.Options;

    public async Task IssueAsync(HttpContext http)
    {
        var (form, error) = await FormBody.ReadAsync(http.Request, _options.SmallBodyBytesMax).ConfigureAwait(false);
        ulong caller = 0;
        TokenPair? pair = null;
        error ??= CheckClient(http, form!, out caller) ?? Grant(form!, caller, out pair);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var answer = new JsonAnswer();
        Write(answer.Writer, pair!);
        http.Response.Headers.CacheControl = "no-store";
        await answer.SendAsync(http, 200).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the session of any token of it. A token that is none of ours, or dead already, is no error.
    /// </summary>
    public async Task RevokeAsync(HttpContext http)
    {
        var (form, error) = await FormBody.ReadAsync(http.Request, _options.SmallBodyBytesMax).ConfigureAwait(false);
        error ??= CheckClient(http, form!, out _);
        var token = error is null ? form!["token"] ?? (string?)http.Request.Query["token"] : null;
        error ??= string.IsNullOrEmpty(token) ? RingCentralErrors.InvalidForm("token") : null;
        error ??= door.Sessions.TryEnd(token, LifeMax) ? null
            : RingCentralErrors.TooManyRequests(_options.OverloadRetrySeconds);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        http.Response.StatusCode = 200;
        http.Response.ContentLength = 0;
    }

    private TimeSpan LifeMax => TimeSpan.FromSeconds(
        Math.Max(RefreshSecondsMax, Math.Max(_options.RefreshTokenSecondsDefault, _options.TokenSecondsDefault)));

    private void Write(Utf8JsonWriter json, TokenPair pair)
    {
        json.WriteStartObject();
        json.WriteString("access_token"u8, pair.AccessToken);
        json.WriteString("token_type"u8, "bearer"u8);
        json.WriteNumber("expires_in"u8, pair.AccessSeconds);
        if (pair.RefreshToken is not null)
        {
            json.WriteString("refresh_token"u8, pair.RefreshToken);
            json.WriteNumber("refresh_token_expires_in"u8, pair.RefreshSeconds);
        }

        json.WriteString("scope"u8, Scope);
        json.WriteString("owner_id"u8, _options.ExtensionId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("endpoint_id"u8, pair.Session.EndpointId);
        json.WriteString("session_id"u8, pair.Session.Id.ToString());
        json.WriteEndObject();
    }

    /// <summary>
    /// The client: Basic, or <c>client_id</c> in the form. Whoever it is, unless credentials are strict. Its calls are
    /// counted here, because only here the client is known.
    /// </summary>
    private RingCentralError? CheckClient(HttpContext http, FormBody form, out ulong caller)
    {
        var id = form["client_id"];
        string? secret = null;
        if (http.Request.Headers.Authorization is [{ Length: > 0 } header, ..])
        {
            if (!TryReadBasic(header, out var basicId, out secret))
            {
                caller = 0;
                return RingCentralErrors.BadClientAuthorization;
            }

            id = basicId;
        }

        caller = Sessions.CallerOf(id ?? "", _options.ExtensionId);
        if (door.Limits?.Take(http, caller, RateGroup.Auth) is { } tooMany)
        {
            return tooMany;
        }

        // A public client has no secret; one that was sent must be right.
        var isRight = id == _options.ClientId && (secret is null || secret == _options.ClientSecret);
        return isRight || !_options.StrictCredentials ? null : RingCentralErrors.WrongClient;
    }

    private static bool TryReadBasic(string header, out string id, out string? secret)
    {
        (id, secret) = ("", null);
        const string scheme = "Basic ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64Chars(header.AsSpan(scheme.Length).Trim(), bytes, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        (id, secret) = colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
        return colon >= 0;
    }

    private RingCentralError? Grant(FormBody form, ulong caller, out TokenPair? pair)
    {
        pair = null;
        var grant = form["grant_type"];
        var endpointId = form["endpoint_id"];
        var access = _options.TokenSecondsDefault;
        var refresh = _options.RefreshTokenSecondsDefault;
        var error = CheckGrant(grant, form)
            ?? ReadSeconds(form, "access_token_ttl", AccessSecondsMin, AccessSecondsMax, ref access)
            ?? ReadSeconds(form, "refresh_token_ttl", 0, RefreshSecondsMax, ref refresh)
            ?? (endpointId?.Length > EndpointIdCharsMax ? RingCentralErrors.InvalidForm("endpoint_id") : null);
        if (error is not null)
        {
            return error;
        }

        var hasRefreshToken = _options.RefreshTokens && grant != "client_credentials";
        var lives = new TokenLives(
            TimeSpan.FromSeconds(access), hasRefreshToken ? TimeSpan.FromSeconds(refresh) : null);
        if (grant != "refresh_token")
        {
            pair = door.Sessions.Begin(caller, endpointId, lives);
            return null;
        }

        return door.Sessions.Refresh(form["refresh_token"], endpointId, lives, out pair) switch
        {
            TokenFault.None => null,
            TokenFault.Expired => RingCentralErrors.RefreshTokenExpired,
            _ => RingCentralErrors.RefreshTokenNotFound,
        };
    }

    private RingCentralError? CheckGrant(string? grant, FormBody form)
    {
        switch (grant)
        {
            case JwtGrant:
                return form["assertion"] is not { } jwt ? RingCentralErrors.InvalidForm("assertion")
                    : Owner(jwt == _options.Jwt);
            case "password" when !_options.PasswordGrant:
                return RingCentralErrors.GrantForbidden;
            case "password":
                return form["username"] is not { } username ? RingCentralErrors.InvalidForm("username")
                    : form["password"] is not { } password ? RingCentralErrors.InvalidForm("password")
                    : Owner(NumberOf(username).SequenceEqual(NumberOf(_options.Username)) &&
                        password == _options.Password);
            case "refresh_token":
                return form["refresh_token"] is null ? RingCentralErrors.InvalidForm("refresh_token") : null;
            case "client_credentials":
                return _options.ClientCredentialsGrant ? null : RingCentralErrors.GrantForPartners;
            case "authorization_code" or "partner_jwt":
                return RingCentralErrors.GrantForbidden;
            default:
                return RingCentralErrors.GrantUnknown;
        }
    }

    /// <summary>
    /// A user name without its extension, which the JavaScript SDK appends (<c>+16505550100*101</c>), and without the
    /// '+', which is a space where somebody did not encode it.
    /// </summary>
    private static ReadOnlySpan<char> NumberOf(string username) =>
        username.AsSpan(0, username.IndexOf('*') is var star and >= 0 ? star : username.Length).Trim("+ ");

    private RingCentralError? Owner(bool isRight) =>
        isRight || !_options.StrictCredentials ? null : RingCentralErrors.WrongOwner;

    /// <summary>
    /// A lifetime that was asked for. The JavaScript SDK asks for -1 after a 401, which means the default. A refresh
    /// token of 0 seconds is expired at once (RingCentral's FAQ on refresh tokens).
    /// </summary>
    private static RingCentralError? ReadSeconds(FormBody form, string name, int min, int max, ref int seconds)
    {
        if (form[name] is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var asked))
        {
            return RingCentralErrors.InvalidForm(name);
        }

        var isDefault = asked < 0 || (asked == 0 && min > 0);
        seconds = isDefault ? seconds : Math.Clamp(asked, Math.Min(min, seconds), Math.Max(max, seconds));
        return null;
    }
}
