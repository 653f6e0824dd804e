using System.Diagnostics;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Host.Tests.Faults;

/// <summary>What a receiver of webhooks sees of faults, by real requests. The clock is moved by hand.</summary>
public sealed class CallbackFaultTests(FaultScene scene) : IClassFixture<FaultScene>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<JsonNode> _callbacks = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _receiver = null!;
    private bool _holds;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/hook", ReceiveAsync);
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await scene.ClearAsync();
        await scene.AdvanceAsync(1);
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Every_callback_comes_several_times_with_one_id()
    {
        await scene.PutAsync("""[{"fault":"webhook-duplicate","copies":2}]""");
        await SendAsync();
        Assert.Equal(["message.finalized", "message.sent"], _callbacks.Select(TypeOf).Distinct().Order());
        Assert.Equal((6, 2), (_callbacks.Count, _callbacks.DistinctBy(c => (string)c["data"]!["id"]!).Count()));
    }

    [Fact]
    public async Task The_end_comes_before_the_beginning()
    {
        await scene.PutAsync("""[{"fault":"webhook-reorder","seconds":5}]""");
        await SendAsync();
        Assert.Equal(["message.finalized"], _callbacks.Select(TypeOf));
        await scene.AdvanceAsync(5);
        Assert.Equal(["message.finalized", "message.sent"], _callbacks.Select(TypeOf));
    }

    [Fact]
    public async Task A_callback_never_comes_until_it_is_ordered_again()
    {
        await scene.PutAsync("""[{"fault":"webhook-lost"}]""");
        await SendAsync();
        await scene.AdvanceAsync(3600);
        Assert.Empty(_callbacks);
        Assert.Equal(2, await scene.StruckAsync());

        var order = await FaultScene.SendAsync(
            scene.Telnyx, new(HttpMethod.Post, "/_sim/webhooks/redeliver") { Content = FaultScene.Json("{}") });
        Assert.Equal(202, order.Status);
        await scene.AdvanceAsync(1);
        Assert.Contains("message.finalized", _callbacks.Select(TypeOf));
    }

    [Fact]
    public async Task A_callback_comes_late_by_the_clock_of_the_simulation()
    {
        await scene.PutAsync("""[{"fault":"webhook-late","seconds":600}]""");
        await SendAsync();
        await scene.AdvanceAsync(590);
        Assert.Empty(_callbacks);
        await scene.AdvanceAsync(10);
        Assert.Equal(2, _callbacks.Count);
    }

    [Fact]
    public async Task Clearing_tells_at_once_what_is_held_back()
    {
        await scene.PutAsync("""[{"fault":"webhook-late","seconds":604800}]""");
        await SendAsync();
        Assert.Empty(_callbacks);
        await scene.ClearAsync();
        await _called.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_delivered_message_is_said_to_have_failed_afterwards()
    {
        await scene.PutAsync("""[{"fault":"webhook-corrected","seconds":90}]""");
        var id = await SendAsync();
        await scene.AdvanceAsync(100);

        var ends = _callbacks.Where(c => TypeOf(c) == "message.finalized").ToList();
        Assert.Equal(["delivered", "delivery_failed"], ends.Select(StatusOf));
        Assert.Equal(2, ends.DistinctBy(c => (string)c["data"]!["id"]!).Count());
        Assert.Equal("40006", (string?)ends[1]["data"]!["payload"]!["errors"]![0]!["code"]);
        Assert.All(ends, c => Assert.Equal(id, (string?)c["data"]!["payload"]!["id"]));

        // Only the callback says so.
        var message = (await FaultScene.GetAsync(scene.Telnyx, $"{FaultScene.Messages}/{id}")).Json;
        Assert.Equal("delivered", (string?)message["data"]!["to"]![0]!["status"]);
    }

    [Fact]
    public async Task RingCentral_tells_a_second_end_too()
    {
        await SubscribeAsync();
        await scene.PutAsync("""[{"fault":"webhook-corrected","provider":"ringcentral"}]""");
        await scene.SendBatchAsync();
        await scene.AdvanceAsync(100);
        var told = _callbacks.Select(c => c["body"]!).Where(b => b["messageStatus"] is not null)
            .Select(b => $"{b["messageStatus"]} {b["errorCode"]}".Trim()).ToList();

        // The first two are due at one moment, so they are under way together.
        Assert.Equal(["Delivered", "Sent"], told.Take(2).Order());
        Assert.Equal(["DeliveryFailed SMS-CAR-500"], told.Skip(2));
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("final")]
    public async Task The_answer_to_a_send_comes_behind_the_receipt(string until)
    {
        await scene.PutAsync(
            $$"""[{"fault":"webhook-early","method":"POST","path":"/v2/messages","until":"{{until}}","ms":600000}]""");
        await AnswersBehindTheReceiptAsync(scene.SendMessageAsync(Hook));
    }

    [Fact]
    public async Task The_answer_to_a_batch_comes_behind_the_receipt()
    {
        await SubscribeAsync();
        await scene.PutAsync("""[{"fault":"webhook-early","provider":"ringcentral","ms":600000}]""");
        await AnswersBehindTheReceiptAsync(scene.SendBatchAsync());
    }

    [Fact]
    public async Task An_answer_waits_no_longer_than_it_may_for_a_receipt_that_does_not_come()
    {
        await scene.PutAsync("""[{"fault":"webhook-lost"},{"fault":"webhook-early","ms":300}]""");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(200, (await scene.SendMessageAsync(Hook)).Status);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 295, 60_000);
    }

    [Fact]
    public async Task An_answer_does_not_wait_where_nobody_is_told()
    {
        await scene.PutAsync("""[{"fault":"webhook-early","ms":600000}]""");
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(200, (await scene.SendMessageAsync().WaitAsync(Patience, cancel)).Status);
        Assert.Equal(1, await scene.StruckAsync());
    }

    private string Hook => _receiver.Urls.Single() + "/hook";

    private async Task AnswersBehindTheReceiptAsync(Task<Answer> send)
    {
        // The receiver has the callback and has not taken it yet: the answer must still wait.
        var cancel = TestContext.Current.CancellationToken;
        _holds = true;
        await _called.Task.WaitAsync(Patience, cancel);
        await Assert.ThrowsAsync<TimeoutException>(() => send.WaitAsync(TimeSpan.FromMilliseconds(300), cancel));
        _released.SetResult();
        Assert.InRange((await send.WaitAsync(Patience, cancel)).Status, 200, 201);
    }

    /// <summary>Sends a message and waits until all that is due now is told.</summary>
    /// <returns>Its id.</returns>
    private async Task<string?> SendAsync()
    {
        var answer = await scene.SendMessageAsync(Hook);
        Assert.True(answer.Status == 200, answer.Body);
        await scene.AdvanceAsync(0);
        return (string?)answer.Json["data"]!["id"];
    }

    private async Task SubscribeAsync()
    {
        // Time was moved on by others, so the token may be old.
        const string filter = "/restapi/v1.0/account/~/a2p-sms/messages";
        await scene.LogInAsync();
        var answer = await FaultScene.SendAsync(
            scene.RingCentral, new(HttpMethod.Post, "/restapi/v1.0/subscription")
            {
                Content = FaultScene.Json(
                    $$$"""
                    {"eventFilters":["{{{filter}}}"],
                     "deliveryMode":{"transportType":"WebHook","address":"{{{Hook}}}"}}
                    """),
            });
        Assert.True(answer.Status == 200, answer.Body);
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers["Validation-Token"] = http.Request.Headers["Validation-Token"];
        using StreamReader reader = new(http.Request.Body);
        if (JsonNode.Parse(await reader.ReadToEndAsync() is { Length: > 0 } body ? body : "null") is not { } callback)
        {
            return;
        }

        if (_holds)
        {
            _called.TrySetResult();
            await _released.Task;
        }

        _callbacks.Enqueue(callback);
        _called.TrySetResult();
    }

    private static string TypeOf(JsonNode callback) => (string?)callback["data"]?["event_type"] ?? "";

    private static string? StatusOf(JsonNode callback) =>
        (string?)callback["data"]!["payload"]!["to"]![0]!["status"];
}
