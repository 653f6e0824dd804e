using System.Text.Json;
using GatewaySim.Actors;

namespace GatewaySim.Bench.Rungs;

/// <summary>What the real program needs before a load: a token, and people who opted out.</summary>
internal static class Prepared
{
    /// <returns>The RingCentral access token; Telnyx takes it as its key too, as credentials are not strict.</returns>
    public static async Task<string> GatewayAsync(Uri url, int optOuts, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", "bench"), new("client_secret", "bench"),
        ]);
        using var answer = await http.PostAsync(new Uri("/restapi/oauth/token", UriKind.Relative), form, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchException($"The gateway gave no token: {(int)answer.StatusCode} {text}");
        }

        using var json = JsonDocument.Parse(text);
        var token = json.RootElement.GetProperty("access_token").GetString()!;
        await OptOuts.SetAsync(http, token, optOuts, DemoAccount.TelnyxNumbers[0].ToString(), cancel);
        return token;
    }
}
