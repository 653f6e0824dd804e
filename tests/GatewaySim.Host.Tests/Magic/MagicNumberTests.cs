using System.Text.Json.Nodes;
using GatewaySim.Host.Tests.Faults;
using GatewaySim.Host.Tests.Metrics;

namespace GatewaySim.Host.Tests.Magic;

/// <summary>README's table of magic numbers as clients of both providers see it, by real requests.</summary>
public sealed class MagicNumberTests(MagicScene scene) : IClassFixture<MagicScene>
{
    private const string Other = "+15552000001";

    /// <summary>Digits, what RingCentral says, what Telnyx says, what the phone says to each.</summary>
    public static TheoryData<string, string, string, string> Table { get; } = new()
    {
        { "00", "Delivered", "200 delivered", "" },
        { "01", "rejected SMS-RC-410", "400 40310", "" },
        { "02", "DeliveryFailed SMS-CAR-411", "200 delivery_failed 40001", "" },
        { "03", "DeliveryFailed SMS-CAR-412", "200 delivery_failed 40005", "" },
        { "04", "SendingFailed SMS-RC-413", "409 40300", "" },
        { "05", "DeliveryFailed SMS-CAR-430", "200 delivery_failed 40002", "" },
        { "06", "DeliveryFailed SMS-CAR-104", "200 delivery_unconfirmed", "" },
        { "07", "Delivered", "200 delivered", "" },
        { "08", "Delivered", "200 delivered", "STOP" },
        { "09", "Delivered", "200 delivered", "START" },
        { "10", "Delivered", "200 delivered", "HELP" },
        { "11", "Delivered", "200 delivered", "Who is this?" },
        { "12", "DeliveryFailed SMS-CAR-450", "200 delivery_failed 40016", "" },
        { "13", "Delivered", "200 delivered", "" },
        { "14", "Delivered", "200 delivered", "" },
        { "15", "Delivered", "200 delivered", "STOP START" },
        { "16", "Delivered", "200 delivered", "STOP" },
    };

    [Theory, MemberData(nameof(Table))]
    public async Task A_client_sees_what_the_table_says(string digits, string ringCentral, string telnyx, string texts)
    {
        var to = $"+150055500{digits}";
        var before = (await ConversationAsync(to)).Count;
        var batch = await SendBatchAsync(Other, to);
        var sent = await SendAsync($$"""{"from":"+13125550100","to":"{{to}}","text":"hi"}""");
        await scene.AdvanceAsync(60);
        Assert.Equal((ringCentral, telnyx), (await EndOfAsync(batch, to), await EndOfAsync(sent)));
        Assert.Equal("Delivered", await EndOfAsync(batch, Other));

        var conversation = (await ConversationAsync(to)).Skip(before).ToList();
        foreach (var provider in (string[])["ringcentral", "telnyx"])
        {
            Assert.Equal(texts, string.Join(' ', conversation
                .Where(m => (string?)m!["direction"] == "sent" && (string?)m["provider"] == provider)
                .Select(m => m!["text"])));
        }
    }

    private async Task<JsonArray> ConversationAsync(string phone) =>
        (await FaultScene.GetAsync(scene.Telnyx, $"/_sim/phones/{phone}")).Json["messages"]!.AsArray();

    [Fact]
    public async Task A_group_answers_the_same()
    {
        foreach (var (digits, code) in ((string, string)[])[("01", "400 40310"), ("04", "409 40300")])
        {
            var group = await FaultScene.SendAsync(scene.Telnyx, new(HttpMethod.Post, "/v2/messages/group_mms")
            {
                Content = FaultScene.Json(
                    $$"""{"from":"+13125550100","to":["+150055500{{digits}}"],"text":"hi"}"""),
            });
            Assert.Equal(code, group.Error);
        }
    }

    [Fact]
    public async Task A_batch_of_the_number_that_is_none_is_refused_also_where_it_is_written_otherwise()
    {
        var only = await SendBatchAsync("+15005550001");
        Assert.Equal("400 CMN-101", only.Error);
        var escaped = await SendBatchAsync(Other, "+1500555000\\u0031");
        Assert.Equal("rejected SMS-RC-410", await EndOfAsync(escaped, "+15005550001"));
        Assert.Equal(1, (int)escaped.Json["batchSize"]!);
    }

    /// <summary>In metrics they are counted as what they look like.</summary>
    [Fact]
    public async Task Metrics_count_them_among_the_others()
    {
        var before = await PageAsync();
        await SendBatchAsync(Other, "+15005550004", "+15005550007", "+15005550013", "+15005550015");
        await scene.AdvanceAsync(1);
        var after = await PageAsync();
        Assert.Equal(4, OutcomesOf("delivered"));
        Assert.Equal(1, OutcomesOf("blocked"));
        Assert.Equal(1, Grown(
            "gatewaysim_messages_blocked_total", ("provider", "ringcentral"), ("reason", "opt_out"),
            ("at", "dispatch")));

        double OutcomesOf(string outcome) => Grown(
            "gatewaysim_messages_outcomes_total", ("provider", "ringcentral"), ("outcome", outcome));

        double Grown(string name, params (string, string)[] labels) =>
            after.Sum(name, labels) - before.Sum(name, labels);

        async Task<PrometheusPage> PageAsync() =>
            PrometheusPage.Parse((await FaultScene.GetAsync(scene.Telnyx, "/metrics")).Body);
    }

    private async Task<Answer> SendBatchAsync(params string[] to)
    {
        await scene.LogInAsync();
        var messages = string.Join(',', to.Select(n => $$"""{"to":["{{n}}"]}"""));
        return await FaultScene.SendAsync(scene.RingCentral, new(HttpMethod.Post, FaultScene.Batches)
        {
            Content = FaultScene.Json(
                $$"""{"from":"+16505550100","text":"hi","messages":[{{messages}}]}"""),
        });
    }

    private Task<Answer> SendAsync(string body) => FaultScene.SendAsync(
        scene.Telnyx, new(HttpMethod.Post, FaultScene.Messages) { Content = FaultScene.Json(body) });

    /// <summary>How a message of a batch ended: <c>SendingFailed SMS-RC-413</c>.</summary>
    private async Task<string> EndOfAsync(Answer batch, string to)
    {
        Assert.Equal(201, batch.Status);
        if (batch.Json["rejected"]!.AsArray().SingleOrDefault(r => (string?)r!["to"]![0] == to) is { } rejected)
        {
            return $"rejected {rejected["errorCode"]}";
        }

        var list = await FaultScene.GetAsync(
            scene.RingCentral, $"/restapi/v1.0/account/~/a2p-sms/messages?batchId={batch.Json["id"]}");
        var message = Assert.Single(list.Json["records"]!.AsArray(), r => (string?)r!["to"]![0] == to)!;
        return $"{message["messageStatus"]} {message["errorCode"]}".Trim();
    }

    /// <summary>How a message of Telnyx ended: <c>409 40300</c>, <c>200 delivery_failed 40001</c>.</summary>
    private async Task<string> EndOfAsync(Answer sent)
    {
        if (sent.Status != 200)
        {
            return sent.Error;
        }

        var found = await FaultScene.GetAsync(scene.Telnyx, $"{FaultScene.Messages}/{sent.Json["data"]!["id"]}");
        var data = found.Json["data"]!;
        JsonNode? error = data["errors"]!.AsArray().SingleOrDefault();
        return $"200 {data["to"]![0]!["status"]} {error?["code"]}".Trim();
    }
}
