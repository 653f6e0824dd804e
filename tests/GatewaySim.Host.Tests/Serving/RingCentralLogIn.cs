using System.Net.Http.Headers;
using System.Text.Json;
using GatewaySim.RingCentral;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>Gets tokens of RingCentral as an application does, by its JWT.</summary>
internal static class RingCentralLogIn
{
    /// <summary>A client of the program at this address, with the demo account's token.</summary>
    public static async Task<HttpClient> LogInAsync(Uri url)
    {
        var client = new HttpClient { BaseAddress = url };
        await LogInAsync(client);
        return client;
    }

    /// <summary>Gives a client a new token of the demo account, which it uses from then on.</summary>
    public static async Task LogInAsync(HttpClient client)
    {
        var options = new RingCentralOptions();
        client.DefaultRequestHeaders.Authorization = null;
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await TokenAsync(client, options.Jwt, options.ClientId));
    }

    /// <param name="clientId">Null where the client's authorization says it.</param>
    public static async Task<string> TokenAsync(HttpClient client, string jwt, string? clientId = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = jwt,
        };
        if (clientId is not null)
        {
            fields.Add("client_id", clientId);
        }

        using FormUrlEncodedContent form = new(fields);
        using var answer = await client.PostAsync(
            "/restapi/oauth/token", form, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("access_token").GetString()!;
    }
}
