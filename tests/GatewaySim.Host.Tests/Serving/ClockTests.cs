using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>The real program with its clock stopped, moved on and started again on the same directory.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gatewaysim-clock-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_scheduled_message_leaves_when_the_clock_is_moved_and_time_never_goes_back()
    {
        var sentAt = new DateTimeOffset(2030, 1, 3, 0, 0, 0, TimeSpan.Zero);
        using (GatewayProcess serve = new(
            $"serve --port 0 --speed 0 --data \"{_data.FullName}\"",
            ("GATEWAYSIM_CLOCK__STARTAT", "2030-01-01T00:00:00Z")))
        {
            using var client = ClientOf(await serve.UrlAsync());
            var id = (await PostAsync(client, "/v2/messages", new
            {
                from = "+13125550100", to = "+15552000001", text = "Later", send_at = "2030-01-03T00:00:00Z",
            })).GetProperty("data").GetProperty("id").GetString();
            Assert.Equal("scheduled", await StatusAsync(client, id));

            await PostAsync(client, "/_sim/clock", new { advanceTo = "2030-01-02T23:59:59Z" });
            Assert.Equal("scheduled", await StatusAsync(client, id));

            var moved = await PostAsync(client, "/_sim/clock", new { advanceBy = "PT1M" });
            Assert.Equal("2030-01-03T00:00:59", moved.GetProperty("now").GetString()![..19]);
            var message = (await client.GetFromJsonAsync<JsonElement>(
                $"/v2/messages/{id}", TestContext.Current.CancellationToken)).GetProperty("data");
            Assert.NotEqual("scheduled", message.GetProperty("to")[0].GetProperty("status").GetString());
            var sent = DateTimeOffset.Parse(message.GetProperty("sent_at").GetString()!, CultureInfo.InvariantCulture);
            Assert.InRange(sent, sentAt, sentAt.AddMilliseconds(101));
            serve.Signal("TERM");
            Assert.Equal(0, (await serve.EndAsync()).Code);
        }

        using GatewayProcess again = new($"serve --port 0 --data \"{_data.FullName}\"");
        using var asking = ClientOf(await again.UrlAsync());
        var clock = await asking.GetFromJsonAsync<JsonElement>("/_sim/clock", TestContext.Current.CancellationToken);
        Assert.InRange(
            DateTimeOffset.Parse(clock.GetProperty("now").GetString()!, CultureInfo.InvariantCulture),
            sentAt, sentAt.AddMinutes(10));
        Assert.Equal("1", clock.GetProperty("speed").GetString());
    }

    [Fact]
    public async Task Neither_time_nor_a_status_goes_back_over_a_restart()
    {
        string? id = null;
        for (var start = 0; start < 2; start++)
        {
            using var serve = Serve(speed: 0);
            using var client = ClientOf(await serve.UrlAsync());
            if (start == 0)
            {
                id = await SendAsync(client);
                await PostAsync(client, "/_sim/clock", new { advanceBy = "PT3H" });
            }

            Assert.Equal(Noon.AddHours(3), await TimeAsync(client), TimeSpan.FromSeconds(1));
            Assert.Equal("delivered", await StatusAsync(client, id));
            serve.Signal("TERM");
            Assert.Equal(0, (await serve.EndAsync()).Code);
        }
    }

    [Fact]
    public async Task Not_much_of_the_time_is_lost_when_it_is_killed()
    {
        string? id;
        using (var serve = Serve(speed: 3600))
        {
            using var client = ClientOf(await serve.UrlAsync());
            id = await SendAsync(client);
            while (await TimeAsync(client) < Noon.AddHours(5))
            {
            }

            Assert.Equal("delivered", await StatusAsync(client, id));
            serve.Signal("KILL");
            await serve.EndAsync();
        }

        // Five hours took five seconds; the clock is kept twice in each.
        using var again = Serve(speed: 0);
        using var asking = ClientOf(await again.UrlAsync());
        Assert.True(await TimeAsync(asking) > Noon.AddHours(1));
        Assert.Equal("delivered", await StatusAsync(asking, id));
    }

    [Theory]
    [InlineData("--speed -1")]
    [InlineData("--speed 0.0004")]
    [InlineData("--speed fast")]
    [InlineData("--speed 1000000")]
    public async Task A_speed_that_is_none_stops_the_start(string flag)
    {
        using GatewayProcess serve = new($"serve --port 0 {flag}");
        var (code, output, error) = await serve.EndAsync();
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("0 to 999999.999 with at most three decimals, or max", error);
    }

    /// <summary>On the test's directory, from noon on.</summary>
    private GatewayProcess Serve(int speed) => new(
        $"serve --port 0 --speed {speed} --carrier realistic --data \"{_data.FullName}\"",
        ("GATEWAYSIM_CLOCK__STARTAT", $"{Noon:yyyy-MM-dd'T'HH:mm:ss'Z'}"));

    private static async Task<string?> SendAsync(HttpClient client)
    {
        var sent = await PostAsync(
            client, "/v2/messages", new { from = "+13125550100", to = "+15552000001", text = "Hi" });
        return sent.GetProperty("data").GetProperty("id").GetString();
    }

    private static async Task<DateTimeOffset> TimeAsync(HttpClient client) => (await client
        .GetFromJsonAsync<JsonElement>("/_sim/clock", TestContext.Current.CancellationToken))
        .GetProperty("now").GetDateTimeOffset();

    private static HttpClient ClientOf(Uri url)
    {
        HttpClient client = new() { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", new TelnyxOptions().ApiKey);
        return client;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    private static async Task<string?> StatusAsync(HttpClient client, string? id) =>
        (await client.GetFromJsonAsync<JsonElement>($"/v2/messages/{id}", TestContext.Current.CancellationToken))
            .GetProperty("data").GetProperty("to")[0].GetProperty("status").GetString();
}
