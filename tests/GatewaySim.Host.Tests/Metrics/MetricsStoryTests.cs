using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using GatewaySim.Actors;
using GatewaySim.Host.Tests.Serving;
using GatewaySim.Telnyx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>
/// Goal: what <c>/metrics</c> says is what was sent, refused, told and answered.
/// Method: the real program, a campaign through both providers' APIs with people who opted out, a real receiver of
/// webhooks that counts for itself.
/// </summary>
public sealed class MetricsStoryTests : IAsyncDisposable
{
    private const int BatchMessages = 500;
    private const int Batches = 4;
    private const int OptedOut = 3;
    private const int Sends = 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly string RingCentral = DemoAccount.RingCentralNumbers[0].ToString();
    private static readonly string Telnyx = DemoAccount.TelnyxNumbers[0].ToString();

    private readonly ConcurrentDictionary<string, int> _callbacks = new();
    private readonly GatewayProcess _serve = new("serve --port 0 --carrier instant");
    private readonly WebApplication _receiver = Receiver();

    public async ValueTask DisposeAsync()
    {
        _serve.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task The_counts_are_what_was_sent_refused_told_and_answered()
    {
        _receiver.MapPost("/{provider}", Take);
        await _receiver.StartAsync(TestContext.Current.CancellationToken);
        var url = await _serve.UrlAsync();
        using var ringCentral = await RingCentralLogIn.LogInAsync(url);
        using var telnyx = new HttpClient { BaseAddress = url };
        telnyx.DefaultRequestHeaders.Authorization = new("Bearer", new TelnyxOptions().ApiKey);

        await OptOutAsync(telnyx, RingCentral);
        await OptOutAsync(telnyx, Telnyx);
        await SubscribeAsync(ringCentral);
        await SendBatchesAsync(ringCentral);
        var refused = await SendSinglesAsync(telnyx);
        Assert.Equal(OptedOut, refused);

        // Each message is sent and final; those that were blocked are only final.
        var told = Batches * (2 * (BatchMessages - OptedOut) + OptedOut);
        var page = await PageAsync(url, p =>
            p.Sum("gatewaysim_webhook_attempts_total", ("result", "delivered"), ("provider", "ringcentral")) >= told
            && p.Sum("gatewaysim_webhook_attempts_total", ("result", "delivered"), ("provider", "telnyx")) >= 2 * Sends
            && p.Sum("gatewaysim_webhook_endpoints") > 0);

        CheckMessages(page);
        CheckConsent(page);
        CheckWebhooks(page, told);
        CheckRest(page);
        ReadmeMetrics.Check(page);
    }

    private static void CheckMessages(PrometheusPage page)
    {
        const int Messages = Batches * BatchMessages;
        const int Blocked = Batches * OptedOut;
        double Of(string name, params (string, string)[] labels) =>
            page.Sum($"gatewaysim_messages_{name}_total", labels);
        Assert.Equal(Messages, Of("accepted", ("provider", "ringcentral")));
        Assert.Equal(Sends, Of("accepted", ("provider", "telnyx")));
        Assert.Equal(Messages, Of("dispatched", ("provider", "ringcentral")));
        Assert.Equal(Sends, Of("dispatched", ("provider", "telnyx")));
        Assert.Equal(
            Messages - Blocked, Of("outcomes", ("provider", "ringcentral"), ("outcome", "delivered")));
        Assert.Equal(Blocked, Of("outcomes", ("provider", "ringcentral"), ("code", "SMS-RC-413")));
        Assert.Equal(Sends, Of("outcomes", ("provider", "telnyx"), ("outcome", "delivered")));
        Assert.Equal(0, Of("outcomes", ("provider", "telnyx"), ("code", "40001")));
        Assert.Equal(Blocked, Of("blocked", ("provider", "ringcentral"), ("at", "dispatch")));
        Assert.Equal(OptedOut, Of("blocked", ("provider", "telnyx"), ("at", "request")));
        Assert.Equal(Messages + Sends, Of("outcomes"));
    }

    private static void CheckConsent(PrometheusPage page)
    {
        const string Changes = "gatewaysim_consent_changes_total";
        Assert.Equal(OptedOut, page.Sum(Changes, ("record", "pair"), ("change", "opt_out"), ("source", "recipient")));
        Assert.Equal(OptedOut, page.Sum(Changes, ("record", "profile"), ("change", "opt_out")));
        Assert.Equal(2 * OptedOut, page.Sum(Changes));
        Assert.Equal(2 * OptedOut, page.Sum("gatewaysim_texts_received_total", ("operation", "stop")));
        Assert.Equal(2 * OptedOut, page.Sum("gatewaysim_texts_received_total"));
        Assert.Equal(OptedOut, page.Sum("gatewaysim_replies_sent_total", ("provider", "telnyx")));
    }

    private void CheckWebhooks(PrometheusPage page, int told)
    {
        Assert.Equal((told, 2 * Sends), (_callbacks["ringcentral"], _callbacks["telnyx"]));
        Assert.Equal(told + 2 * Sends, page.Sum("gatewaysim_webhook_attempts_total", ("result", "delivered")));
        Assert.Equal(0, page.Sum("gatewaysim_webhook_attempts_total", ("result", "failed")));
        Assert.Equal(told + 2 * Sends, page.Sum("gatewaysim_webhook_delay_seconds_count"));
        Assert.Equal(0, page.Sum("gatewaysim_webhook_lost_total"));
        Assert.Equal(1, page.Sum("gatewaysim_webhook_endpoints", ("provider", "ringcentral")));
    }

    private static void CheckRest(PrometheusPage page)
    {
        const string Answers = "http_server_request_duration_seconds_count";
        Assert.Equal(
            Sends, page.Sum(Answers, ("http_route", "/v2/messages"), ("http_response_status_code", "200")));
        Assert.Equal(
            OptedOut, page.Sum(Answers, ("http_route", "/v2/messages"), ("http_response_status_code", "409")));
        Assert.Equal(2 * OptedOut, page.Sum(Answers, ("http_route", "/_sim/inbound")));

        Assert.Equal(16, page.Samples.Count(s => s.Name == "gatewaysim_mailbox_depth"));
        Assert.Equal(0, page.Sum("gatewaysim_messages_waiting"));
        Assert.Equal(1, page.Sum("gatewaysim_clock_factor"));
        Assert.InRange(
            page.Sum("gatewaysim_clock_time_seconds"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60,
            DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60);
        Assert.Equal(0, page.Sum("gatewaysim_mailbox_refused_total"));
        Assert.True(page.Sum("gatewaysim_journal_commit_duration_seconds_count") > 0);
        Assert.True(page.Sum("gatewaysim_journal_events_total") >= 2 * Batches + Sends + 2 * OptedOut);
        Assert.True(page.Sum("dotnet_process_memory_working_set_bytes") > 1e6);
        Assert.All(page.Types, t => Assert.Equal(
            t.Value == "counter", t.Key.EndsWith("_total", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Messages_of_batches_that_wait_for_their_senders_rate_are_shown_so()
    {
        using GatewayProcess paced = new(
            "serve --port 0 --carrier instant --speed 0", ("GATEWAYSIM_PACING__MODE", "On"),
            ("GATEWAYSIM_PACING__TENDLCCLASS", "E"));
        var url = await paced.UrlAsync();
        using var client = await RingCentralLogIn.LogInAsync(url);
        await SendBatchesAsync(client);
        const int Messages = Batches * BatchMessages;
        double[] expected = [Messages, Messages - 40];
        foreach (var waiting in expected)
        {
            var page = await PageAsync(url, _ => true);
            double Of(string reason) => page.Sum(
                "gatewaysim_messages_waiting", ("provider", "ringcentral"), ("waits_for", reason));
            Assert.Equal(0, Of("dispatch"));
            Assert.InRange(Of("rate"), waiting - 5, waiting);
            Assert.Equal(
                Messages, Of("rate") + page.Sum("gatewaysim_messages_dispatched_total", ("provider", "ringcentral")));
            using var moved = await client.PostAsJsonAsync(
                "/_sim/clock", new { advanceBy = 10 }, TestContext.Current.CancellationToken);
            Assert.True(moved.IsSuccessStatusCode);
        }
    }

    /// <summary>What its sender cannot send within five seconds expires.</summary>
    [Fact]
    public async Task Messages_of_batches_that_expire_are_among_the_outcomes()
    {
        using GatewayProcess paced = new(
            "serve --port 0 --carrier instant --speed 0", ("GATEWAYSIM_PACING__MODE", "On"),
            ("GATEWAYSIM_PACING__RINGCENTRALQUEUESECONDS", "60"), ("GATEWAYSIM_PACING__RINGCENTRALVALIDSECONDS", "5"));
        var url = await paced.UrlAsync();
        using var client = await RingCentralLogIn.LogInAsync(url);
        await SendBatchesAsync(client);
        using var moved = await client.PostAsJsonAsync(
            "/_sim/clock", new { advanceBy = 60 }, TestContext.Current.CancellationToken);
        Assert.True(moved.IsSuccessStatusCode);

        var page = await PageAsync(url, _ => true);
        double Of(string name, params (string, string)[] labels) =>
            page.Sum($"gatewaysim_messages_{name}_total", [("provider", "ringcentral"), .. labels]);
        Assert.Equal(Batches * BatchMessages, Of("dispatched"));
        Assert.Equal(Batches * BatchMessages, Of("outcomes"));
        Assert.True(Of("outcomes", ("outcome", "delivered")) > 0);
        Assert.True(Of("outcomes", ("outcome", "expired"), ("code", "SMS-CAR-410")) > 0);
    }

    [Fact]
    public async Task It_can_be_switched_off_and_is_text_of_version_0_0_4()
    {
        using GatewayProcess silent = new("serve --port 0", ("GATEWAYSIM_METRICS__ENABLED", "false"));
        using HttpClient client = new();
        var cancel = TestContext.Current.CancellationToken;
        using var none = await client.GetAsync(new Uri(await silent.UrlAsync(), "/metrics"), cancel);
        using var some = await client.GetAsync(new Uri(await _serve.UrlAsync(), "/metrics"), cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (none.StatusCode, some.StatusCode));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", some.Content.Headers.ContentType?.ToString());
    }

    private static WebApplication Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private void Take(HttpContext http, string provider)
    {
        if (http.Request.Headers.TryGetValue("Validation-Token", out var token))
        {
            http.Response.Headers["Validation-Token"] = token;
            http.Response.ContentType = "application/json";
            return;
        }

        _callbacks.AddOrUpdate(provider, 1, (_, count) => count + 1);
    }

    /// <summary>Reads the page until it shows what must come.</summary>
    private static async Task<PrometheusPage> PageAsync(Uri url, Func<PrometheusPage, bool> isComplete)
    {
        using HttpClient client = new();
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var page = PrometheusPage.Parse(await client.GetStringAsync(new Uri(url, "/metrics")));
            if (isComplete(page) || TimeProvider.System.GetElapsedTime(since) > Timeout)
            {
                return page;
            }
        }
    }

    private static async Task OptOutAsync(HttpClient client, string number)
    {
        for (var n = 0; n < OptedOut; n++)
        {
            using var answer = await client.PostAsJsonAsync(
                "/_sim/inbound", new { from = Person(n), to = number, text = "STOP" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task SubscribeAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/restapi/v1.0/subscription", new
        {
            eventFilters = new[] { "/restapi/v1.0/account/~/a2p-sms/messages?direction=Outbound" },
            deliveryMode = new { transportType = "WebHook", address = $"{_receiver.Urls.Single()}/ringcentral" },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SendBatchesAsync(HttpClient client)
    {
        for (var n = 0; n < Batches; n++)
        {
            using var answer = await client.PostAsJsonAsync("/restapi/v1.0/account/~/a2p-sms/batches", new
            {
                from = RingCentral,
                text = "hi",
                messages = Enumerable.Range(0, BatchMessages).Select(m => new { to = new[] { Person(m) } }),
            });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <returns>How many were refused because of an opt-out.</returns>
    private async Task<int> SendSinglesAsync(HttpClient client)
    {
        var refused = 0;
        for (var n = 0; n < Sends + OptedOut; n++)
        {
            using var answer = await client.PostAsJsonAsync("/v2/messages", new
            {
                from = Telnyx, to = Person(n), text = "hi", webhook_url = $"{_receiver.Urls.Single()}/telnyx",
            });
            refused += answer.StatusCode == HttpStatusCode.Conflict ? 1 : 0;
        }

        return refused;
    }

    private static string Person(int n) => $"+1415555{n:D4}";
}
