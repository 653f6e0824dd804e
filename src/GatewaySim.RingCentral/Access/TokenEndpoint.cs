using System.Globalization;
using System.Text;
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

    private readonly RingCentralOptions _options = door.Options;

    public async Task IssueAsync(HttpContext http)
    {
        var (form, error) = await FormBody.ReadAsync(http.Request, _options.SmallBodyBytesMax).ConfigureAwait(false);
        error ??= CheckClient(http.Request, form!);
        var session = Guid.NewGuid();
        error ??= CheckGrant(form!, ref session);
        var accessSeconds = _options.TokenSecondsDefault;
        var refreshSeconds = _options.RefreshTokenSecondsDefault;
        error ??= ReadSeconds(form!, "access_token_ttl", AccessSecondsMin, AccessSecondsMax, ref accessSeconds)
            ?? ReadSeconds(form!, "refresh_token_ttl", AccessSecondsMin, RefreshSecondsMax, ref refreshSeconds);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var hasRefreshToken = _options.RefreshTokens && form!["grant_type"] != "client_credentials";
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        json.WriteString(
            "access_token"u8, door.Tokens.Issue(TokenKind.Access, session, TimeSpan.FromSeconds(accessSeconds)));
        json.WriteString("token_type"u8, "bearer"u8);
        json.WriteNumber("expires_in"u8, accessSeconds);
        if (hasRefreshToken)
        {
            json.WriteString(
                "refresh_token"u8, door.Tokens.Issue(TokenKind.Refresh, session, TimeSpan.FromSeconds(refreshSeconds)));
            json.WriteNumber("refresh_token_expires_in"u8, refreshSeconds);
        }

        json.WriteString("scope"u8, Scope);
        json.WriteString("owner_id"u8, _options.ExtensionId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("endpoint_id"u8, form!["endpoint_id"] ?? session.ToString("N"));
        json.WriteString("session_id"u8, session.ToString());
        json.WriteEndObject();
        http.Response.Headers.CacheControl = "no-store";
        await answer.SendAsync(http, 200).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the session of any token of it. A token that is none of ours, or dead already, is no error.
    /// </summary>
    public async Task RevokeAsync(HttpContext http)
    {
        var (form, error) = await FormBody.ReadAsync(http.Request, _options.SmallBodyBytesMax).ConfigureAwait(false);
        error ??= CheckClient(http.Request, form!);
        var token = error is null ? form!["token"] ?? (string?)http.Request.Query["token"] : null;
        error ??= string.IsNullOrEmpty(token) ? RingCentralErrors.InvalidForm("token") : null;
        error ??= Revoke(token!) ? null : RingCentralErrors.TooManyRequests(_options.OverloadRetrySeconds);
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        http.Response.StatusCode = 200;
        http.Response.ContentLength = 0;
    }

    private bool Revoke(string token)
    {
        var life = TimeSpan.FromSeconds(Math.Max(
            Math.Max(_options.RefreshTokenSecondsDefault, RefreshSecondsMax), _options.TokenSecondsDefault));
        foreach (var kind in (ReadOnlySpan<TokenKind>)[TokenKind.Access, TokenKind.Refresh])
        {
            if (door.Tokens.Check(token, kind, out var session) == TokenFault.None)
            {
                return door.Tokens.TryRevoke(session, life);
            }
        }

        return true;
    }

    /// <summary>
    /// The client: Basic, or <c>client_id</c> in the form. Whoever it is, unless credentials are strict.
    /// </summary>
    private RingCentralError? CheckClient(HttpRequest request, FormBody form)
    {
        var id = form["client_id"];
        string? secret = null;
        if (request.Headers.Authorization is [{ Length: > 0 } header, ..])
        {
            if (!TryReadBasic(header, out var basicId, out secret))
            {
                return RingCentralErrors.BadClientAuthorization;
            }

            id = basicId;
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

    private RingCentralError? CheckGrant(FormBody form, ref Guid session)
    {
        switch (form["grant_type"])
        {
            case JwtGrant:
                return form["assertion"] is not { } jwt ? RingCentralErrors.InvalidForm("assertion")
                    : Owner(jwt == _options.Jwt);
            case "password" when !_options.PasswordGrant:
                return RingCentralErrors.GrantForbidden;
            case "password":
                return form["username"] is not { } username ? RingCentralErrors.InvalidForm("username")
                    : form["password"] is not { } password ? RingCentralErrors.InvalidForm("password")
                    : Owner(username == _options.Username && password == _options.Password);
            case "refresh_token":
                return form["refresh_token"] is not { } refresh ? RingCentralErrors.InvalidForm("refresh_token")
                    : door.Tokens.Check(refresh, TokenKind.Refresh, out session) == TokenFault.None ? null
                    : RingCentralErrors.RefreshTokenExpired;
            case "client_credentials":
                return _options.ClientCredentialsGrant ? null : RingCentralErrors.GrantForPartners;
            case "authorization_code" or "partner_jwt":
                return RingCentralErrors.GrantForbidden;
            default:
                return RingCentralErrors.GrantUnknown;
        }
    }

    private RingCentralError? Owner(bool isRight) =>
        isRight || !_options.StrictCredentials ? null : RingCentralErrors.WrongOwner;

    /// <summary>
    /// A lifetime that was asked for. The JavaScript SDK asks for -1 after a 401, which means the default.
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

        seconds = asked <= 0 ? seconds : Math.Clamp(asked, Math.Min(min, seconds), Math.Max(max, seconds));
        return null;
    }
}
