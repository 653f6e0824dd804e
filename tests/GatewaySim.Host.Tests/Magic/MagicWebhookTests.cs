using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GatewaySim.Host.Tests.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Host.Tests.Magic;

/// <summary>What a receiver of Telnyx's webhooks hears of magic numbers. The clock is moved by hand.</summary>
public sealed class MagicWebhookTests(MagicScene scene) : IClassFixture<MagicScene>, IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonNode> _callbacks = new();
    private WebApplication _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/hook", async (HttpContext http) =>
        {
            _callbacks.Enqueue((await JsonNode.ParseAsync(http.Request.Body))!);
        });
        await _receiver.StartAsync();
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task The_receipt_of_13_comes_twice_with_one_id()
    {
        await SendAsync("13");
        Assert.Equal(["message.finalized", "message.sent"], Types().Order());
        await scene.AdvanceAsync(1);
        Assert.Equal("message.finalized", Types()[2]);
        var ends = _callbacks.Where(c => TypeOf(c) == "message.finalized").ToList();
        Assert.Equal((string?)ends[0]["data"]!["id"], (string?)ends[1]["data"]!["id"]);
        Assert.True(JsonNode.DeepEquals(ends[0]["data"]!["payload"], ends[1]["data"]!["payload"]));
        await scene.AdvanceAsync(3600);
        Assert.Equal(3, _callbacks.Count);
    }

    [Fact]
    public async Task The_receipts_of_14_come_in_disorder()
    {
        await SendAsync("14");
        Assert.Equal(["message.finalized"], Types());
        await scene.AdvanceAsync(1);
        Assert.Equal(["message.finalized", "message.sent"], Types());
        Assert.Equal("sent", (string?)_callbacks.Last()["data"]!["payload"]!["to"]![0]!["status"]);
    }

    [Fact]
    public async Task The_text_of_16_comes_before_the_receipt()
    {
        await SendAsync("16");
        Assert.Equal(["message.sent"], Types());
        await scene.AdvanceAsync(1);
        var stopped = await scene.SendMessageAsync(Hook, "+15005550016");
        Assert.Equal("409 40300", stopped.Error);
        Assert.DoesNotContain("message.finalized", Types());
        await scene.AdvanceAsync(1);
        Assert.Contains("message.finalized", Types());
    }

    private string Hook => _receiver.Urls.Single() + "/hook";

    private async Task SendAsync(string digits)
    {
        var answer = await scene.SendMessageAsync(Hook, $"+150055500{digits}");
        Assert.True(answer.Status == 200, answer.Body);
        await scene.AdvanceAsync(0);
    }

    private List<string> Types() => [.. _callbacks.Select(TypeOf)];

    private static string TypeOf(JsonNode callback) => (string?)callback["data"]!["event_type"] ?? "";
}
