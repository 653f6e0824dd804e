using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GatewaySim.Host.Tests.Serving;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Tests.Phones;

/// <summary>
/// Goal: people who answer by themselves make the opt-outs of a campaign, and the next wave passes over exactly those.
/// Method: the real program with its clock stopped; a behaviour for most phones, a wave through each provider's door,
/// days that pass by <c>POST /_sim/clock</c>, and what the doors and the handsets say of it.
/// </summary>
public sealed class PhoneCampaignTests : IAsyncLifetime
{
    private const string RingCentralNumber = "+16505550100";
    private const string TelnyxNumber = "+13125550100";
    private const string Batches = "/restapi/v1.0/account/~/a2p-sms/batches";

    private readonly GatewayProcess _serve = new(
        "serve --port 0 --speed 0 --carrier fast --seed 5", ("GATEWAYSIM_CLOCK__STARTAT", "2030-01-15T18:00:00Z"));

    private HttpClient _ringCentral = null!;
    private HttpClient _telnyx = null!;

    public async ValueTask InitializeAsync()
    {
        var url = await _serve.UrlAsync();
        _ringCentral = await RingCentralLogIn.LogInAsync(url);
        _telnyx = new() { BaseAddress = url };
        _telnyx.DefaultRequestHeaders.Authorization = new("Bearer", new TelnyxOptions().ApiKey);
    }

    public ValueTask DisposeAsync()
    {
        _ringCentral.Dispose();
        _telnyx.Dispose();
        _serve.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_campaign_makes_its_opt_outs_and_the_second_wave_passes_over_them()
    {
        var asked = await CallAsync(HttpMethod.Put, "/_sim/phones", new
        {
            rules = new object[]
            {
                new
                {
                    share = 0.8, stopProbability = 0.3, helpProbability = 0.2, textProbability = 0.2,
                    languages = new[] { "es" }, delaySeconds = 600, delaySigma = 0.5, startProbability = 0.5,
                    startDelaySeconds = 3 * 86_400, startDelaySigma = 0,
                },
            },
        });
        Assert.Equal(0.8, (double)asked["rules"]![0]!["share"]!);
        string[] writtenTo = [.. Enumerable.Range(0, 300).Select(n => $"+1206555{n:D4}")];
        string[] singles = [.. Enumerable.Range(0, 60).Select(n => $"+1212555{n:D4}")];

        var first = await BatchAsync(writtenTo);
        Assert.All(await SendAsync(singles), status => Assert.Equal(HttpStatusCode.OK, status));
        await AdvanceAsync("P1D");

        // 80 % of the phones, 30 % of what arrived: four standard deviations around it.
        var out1 = await OptOutsAsync();
        Assert.InRange(out1.Count(p => writtenTo.Contains(p)), 40, 100);
        Assert.InRange(out1.Count(p => singles.Contains(p)), 1, 30);
        var delivered = await MessagesAsync(first, "Delivered");
        Assert.Subset(delivered.Concat(singles).ToHashSet(), out1);
        await ConversationsAsync(out1, writtenTo);

        // Exactly those are passed over: a batch takes them and fails, a single send is refused.
        var second = await BatchAsync(writtenTo);
        Assert.Equal(out1.Intersect(writtenTo).Order(), (await MessagesAsync(second, "SendingFailed")).Order());
        var statuses = await SendAsync(singles);
        Assert.Equal(
            singles.Select(p => out1.Contains(p) ? HttpStatusCode.Conflict : HttpStatusCode.OK), statuses);

        // Half of them come back three days after their STOP, and are written to again.
        await CallAsync(HttpMethod.Put, "/_sim/phones", new { rules = Array.Empty<object>() });
        await AdvanceAsync("P4D");
        var back = out1.Except(await OptOutsAsync()).ToHashSet();
        Assert.InRange(back.Count, 10, out1.Count - 10);
        var failed = await MessagesAsync(await BatchAsync(writtenTo), "SendingFailed");
        Assert.Empty(failed.Intersect(back));
        var audit = await CallAsync(HttpMethod.Get, "/_sim/audit");
        Assert.Equal(0, (long)audit["violations"]!);
        Assert.True((long)audit["optOutsByText"]! >= out1.Count && (long)audit["unconfirmed"]! == 0, $"{audit}");
    }

    /// <summary>Somebody who stopped, somebody who asked for help, somebody who wrote in Spanish.</summary>
    private async Task ConversationsAsync(HashSet<string> stopped, string[] writtenTo)
    {
        var told = new HashSet<string>();
        foreach (var person in writtenTo)
        {
            var messages = (await CallAsync(HttpMethod.Get, $"/_sim/phones/{person}"))["messages"]!.AsArray();
            var lines = messages.Select(m => $"{m!["direction"]} {m["operation"]}".Trim()).ToList();
            Assert.Equal(stopped.Contains(person), lines.Contains("sent stop"));
            if (stopped.Contains(person))
            {
                // A confirmation may get lost too.
                var hasCome = messages[2]!["arrivedAt"] is not null;
                Assert.Equal(["received", "sent stop", hasCome ? "received stop" : "stop"], lines);
                Assert.Equal(("Sale", "delivered"), ((string)messages[0]!["text"]!, (string)messages[0]!["status"]!));
                Assert.Equal("STOP", (string)messages[1]!["text"]!);
                Assert.True((bool)messages[2]!["autoReply"]!);
                Assert.True(Moment(messages[1]!["at"]) > Moment(messages[0]!["arrivedAt"]));
            }

            told.UnionWith(messages.Select(m => (string)m!["text"]!));
        }

        Assert.Contains("HELP", told);
        Assert.Contains("Gracias", told);
    }

    private static DateTimeOffset Moment(JsonNode? stamp) =>
        DateTimeOffset.Parse((string)stamp!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lets time pass; RingCentral's token ends with its hour.</summary>
    private async Task AdvanceAsync(string span)
    {
        await CallAsync(HttpMethod.Post, "/_sim/clock", new { advanceBy = span });
        await RingCentralLogIn.LogInAsync(_ringCentral);
    }

    private async Task<string> BatchAsync(string[] people)
    {
        using var answer = await _ringCentral.PostAsJsonAsync(
            Batches,
            new { from = RingCentralNumber, text = "Sale", messages = people.Select(p => new { to = new[] { p } }) });
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private async Task<List<HttpStatusCode>> SendAsync(string[] people)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var person in people)
        {
            using var answer = await _telnyx.PostAsJsonAsync(
                "/v2/messages", new { from = TelnyxNumber, to = person, text = "Sale" });
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }

    /// <summary>Who is opted out of the two numbers, as each provider says.</summary>
    private async Task<HashSet<string>> OptOutsAsync()
    {
        var ringCentral = await ReadAsync(await _ringCentral.GetAsync("/restapi/v1.0/account/~/a2p-sms/opt-outs"));
        var telnyx = await ReadAsync(await _telnyx.GetAsync("/v2/messaging_optouts?page[size]=250"));
        return
        [
            .. ringCentral["records"]!.AsArray().Select(r => (string)r!["to"]!),
            .. telnyx["data"]!.AsArray().Select(r => (string)r!["to"]!),
        ];
    }

    /// <summary>Whose message of a batch has this status by now.</summary>
    private async Task<string[]> MessagesAsync(string batch, string status)
    {
        await AdvanceAsync("PT1M");
        var list = await ReadAsync(
            await _ringCentral.GetAsync($"/restapi/v1.0/account/~/a2p-sms/messages?batchId={batch}&perPage=1000"));
        return
        [
            .. list["records"]!.AsArray().Where(m => (string)m!["messageStatus"]! == status)
                .Select(m => (string)m!["to"]![0]!),
        ];
    }

    private async Task<JsonNode> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using HttpRequestMessage request = new(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await ReadAsync(await _telnyx.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, body);
            return JsonNode.Parse(body)!;
        }
    }
}
