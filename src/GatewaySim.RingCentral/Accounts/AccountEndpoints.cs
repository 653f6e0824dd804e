using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Accounts;

/// <summary>
/// <c>GET /restapi/v1.0/account/{accountId}</c> and <c>…/extension/{extensionId}</c>: who is logged in.
/// </summary>
/// <remarks>
/// Members: spec (GetAccountInfoResponse, GetExtensionInfoResponse), sample of an account in the guide (rate limits).
/// The demo account has one user, who is its administrator and operator; their names are ours.
/// </remarks>
internal sealed class AccountEndpoints(Door door)
{
    public Task GetAsync(HttpContext http)
    {
        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        json.WriteString("uri"u8, door.AccountUri(http));
        json.WriteNumber("id"u8, door.Options.AccountId);
        json.WriteStartObject("operator"u8);
        WriteExtension(http, json);
        json.WriteEndObject();
        if (door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.RingCentral) is [{ } main, ..])
        {
            json.WriteAddress("mainNumber"u8, main.Number);
        }

        json.WriteStartObject("serviceInfo"u8);
        json.WriteString("uri"u8, door.AccountUri(http) + "/service-info");
        json.WriteStartObject("brand"u8);
        json.WriteString("id"u8, "1210"u8);
        json.WriteString("name"u8, "RingCentral"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("status"u8, "Confirmed"u8);
        json.WriteString("setupWizardState"u8, "Completed"u8);
        WriteRegion(http, json);
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    public Task GetExtensionAsync(HttpContext http)
    {
        if (door.CheckExtension(http) is { } error)
        {
            return error.AnswerAsync(http);
        }

        var answer = new JsonAnswer();
        var json = answer.Writer;
        json.WriteStartObject();
        WriteExtension(http, json);
        json.WriteStartObject("account"u8);
        json.WriteString("uri"u8, door.AccountUri(http));
        json.WriteNumber("id"u8, door.Options.AccountId);
        json.WriteEndObject();
        json.WriteStartObject("contact"u8);
        json.WriteString("firstName"u8, "Demo"u8);
        json.WriteString("lastName"u8, "User"u8);
        json.WriteString("company"u8, "GatewaySim"u8);
        json.WriteString("email"u8, "demo@example.com"u8);
        json.WriteEndObject();
        json.WriteString("name"u8, "Demo User"u8);
        json.WriteString("type"u8, "User"u8);
        json.WriteString("status"u8, "Enabled"u8);
        json.WriteStartObject("permissions"u8);
        WritePermission(json, "admin", true);
        WritePermission(json, "internationalCalling", false);
        json.WriteEndObject();
        json.WriteString("setupWizardState"u8, "Completed"u8);
        WriteRegion(http, json);
        json.WriteBoolean("hidden"u8, false);
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    private void WriteExtension(HttpContext http, Utf8JsonWriter json)
    {
        json.WriteString("uri"u8, door.ExtensionUri(http));
        json.WriteNumber("id"u8, door.Options.ExtensionId);
        json.WriteString("extensionNumber"u8, Door.ExtensionNumber);
    }

    private static void WritePermission(Utf8JsonWriter json, string name, bool isEnabled)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("enabled"u8, isEnabled);
        json.WriteEndObject();
    }

    /// <summary>United States, English, Pacific time. Source of the country: the guide. Other ids UNVERIFIED.</summary>
    private static void WriteRegion(HttpContext http, Utf8JsonWriter json)
    {
        var dictionary = Door.BaseOf(http) + "/restapi/v1.0/dictionary/";
        json.WriteStartObject("regionalSettings"u8);
        json.WriteStartObject("homeCountry"u8);
        json.WriteString("uri"u8, dictionary + "country/1");
        json.WriteString("id"u8, "1"u8);
        json.WriteString("name"u8, "United States"u8);
        json.WriteString("isoCode"u8, "US"u8);
        json.WriteString("callingCode"u8, "1"u8);
        json.WriteEndObject();
        json.WriteStartObject("timezone"u8);
        json.WriteString("uri"u8, dictionary + "timezone/58");
        json.WriteString("id"u8, "58"u8);
        json.WriteString("name"u8, "US/Pacific"u8);
        json.WriteString("description"u8, "Pacific Time (US & Canada)"u8);
        json.WriteEndObject();
        foreach (var name in (ReadOnlySpan<string>)["language", "greetingLanguage", "formattingLocale"])
        {
            json.WriteStartObject(name);
            json.WriteString("id"u8, "1033"u8);
            json.WriteString("name"u8, "English (United States)"u8);
            json.WriteString("localeCode"u8, "en-US"u8);
            json.WriteEndObject();
        }

        json.WriteString("timeFormat"u8, "12h"u8);
        json.WriteEndObject();
    }
}
