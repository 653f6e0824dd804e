using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GatewaySim.Host.Verbs;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>
/// The same seed and inputs give the same journal, event by event and stamp by stamp, whatever the number of threads.
/// </summary>
/// <remarks>
/// A stopped clock and inputs one after the other; each is followed by an advance of nothing, so that what it caused is
/// done before the next one comes. Paced batches, messages and batches that share an account's rate or a brand's cap,
/// scheduled messages and phones that answer then happen in many shards, as the clock is advanced.
/// </remarks>
public sealed class DeterminismTests
{
    private const int Waves = 2;
    private const int Senders = 10;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 20)]
    public async Task The_journal_does_not_depend_on_the_number_of_processors(int dailyCap, int batchesPerSecond)
    {
        var one = await RunAsync(dailyCap, batchesPerSecond, processors: 1);
        Assert.Contains("\npair ", one);
        Assert.Equal(one, await RunAsync(dailyCap, batchesPerSecond, processors: 2));
        Assert.Equal(one, await RunAsync(dailyCap, batchesPerSecond, processors: 8));
    }

    private static async Task<string> RunAsync(int dailyCap, int batchesPerSecond, int processors)
    {
        using TemporaryFolder data = new();
        using (GatewayProcess serve = new(
            $"serve --port 0 --speed 0 --seed 7 --carrier realistic --data \"{data.Path}\"",
            ("GATEWAYSIM_CLOCK__STARTAT", "2030-01-01T17:00:00Z"),
            ("GATEWAYSIM_PACING__TMOBILEDAILYCAP", $"{dailyCap}"),
            ("GATEWAYSIM_PACING__RINGCENTRALACCOUNTPERSECOND", $"{batchesPerSecond}"),
            ("DOTNET_PROCESSOR_COUNT", $"{processors:X}")))
        {
            using HttpClient client = new() { BaseAddress = await serve.UrlAsync() };
            await PlayAsync(client);
            serve.Signal("TERM");
            Assert.Equal(0, (await serve.EndAsync()).Code);
        }

        using StringWriter output = new();
        using StringWriter error = new();
        Assert.Equal(0, await CommandLine.RunAsync(
            ["dump", "--data", data.Path], output, error, TestContext.Current.CancellationToken));
        return output.ToString();
    }

    private static async Task PlayAsync(HttpClient client)
    {
        using FormUrlEncodedContent form = new(
        [
            new("grant_type", "client_credentials"), new("client_id", "test"), new("client_secret", "test"),
        ]);
        using var login = await client.PostAsync("/restapi/oauth/token", form, TestContext.Current.CancellationToken);
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var profile = (await SendAsync(client, HttpMethod.Post, "/v2/messaging_profiles", new
        {
            name = "Second", whitelisted_destinations = new[] { "US" },
        })).GetProperty("data").GetProperty("id").GetString();
        await SendAsync(client, HttpMethod.Put, "/_sim/phones", new
        {
            rules = new[]
            {
                new { share = 0.8, stopProbability = 0.1, helpProbability = 0.05, startProbability = 0.5,
                    delaySeconds = 30, delaySigma = 1, startDelaySeconds = 600 },
            },
        });
        for (var wave = 0; wave < Waves; wave++)
        {
            for (var sender = 0; sender < Senders; sender++)
            {
                await SendAsync(client, HttpMethod.Post, "/restapi/v1.0/account/~/a2p-sms/batches", new
                {
                    from = $"+1650555{2000 + sender}", text = "Hello from afar",
                    messages = Enumerable.Range(sender * 50, 180).Select(n => new { to = new[] { $"+1555200{n:D4}" } }),
                });
                await SettleAsync(client, seconds: 0);
            }

            for (var n = 0; n < 240; n++)
            {
                await SendAsync(client, HttpMethod.Post, "/v2/messages", new
                {
                    from = $"+1312555{(n % 2 == 0 ? 3000 : 4000) + n % 6}", to = $"+1555200{n:D4}", text = "Hi",
                    messaging_profile_id = n % 2 == 0 ? null : profile,
                    send_at = n % 5 == 0 ? $"2030-01-01T19:{10 + wave * 10}:00Z" : null,
                });
            }

            await SettleAsync(client, seconds: 300);
            await SendAsync(client, HttpMethod.Post, "/_sim/inbound", new
            {
                from = $"+155520001{wave:D2}", to = "+16505552001", text = "STOP",
            });
            await SettleAsync(client, seconds: 0);
        }

        await SettleAsync(client, seconds: 6 * 3_600);
    }

    private static Task<JsonElement> SettleAsync(HttpClient client, int seconds) =>
        SendAsync(client, HttpMethod.Post, "/_sim/clock", new { advanceBy = $"PT{seconds}S" });

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using HttpRequestMessage request = new(method, path) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(
            answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict,
            $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }
}
