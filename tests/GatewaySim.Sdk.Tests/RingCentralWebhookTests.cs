namespace GatewaySim.Sdk.Tests;

/// <summary>What a program with <c>@ringcentral/sdk</c> and a web server of its own sees.</summary>
public sealed class RingCentralWebhookTests(NodePackages packages)
{
    private const string Sms = "/restapi/v1.0/account/400100200/a2p-sms";
    private const string Consents = "/restapi/v2/accounts/400100200/sms/consents";

    [Fact]
    public async Task A_receiver_gets_every_event_that_it_subscribed_to()
    {
        var story = await Story.RunAsync(packages, "ringcentral-webhooks");

        Assert.Equal(
            $$"""
            {"status":200,"state":"Active","filters":["{{Sms}}/batches","{{Sms}}/messages?direction=Inbound",
            "{{Sms}}/opt-outs","{{Consents}}"],"expiresIn":86400,"transport":"WebHook","encryption":false,
            "isAddress":true,"showsToken":false,"handshakes":[{"method":"POST","path":"/events","body":""}]}
            """.ReplaceLineEndings(""), story["subscribed"]);
        Assert.Equal(
            Event($"{Sms}/batches", """
            "from":"+16505550100","batchSize":1,"processedCount":1,"isPaid":true,"hasRejected":false}
            """), story["batch"]);
        Assert.Equal(
            Event($"{Sms}/messages?direction=Inbound", """
            "idType":"string","from":"+12125550101","to":["+16505550100"],"direction":"Inbound",
            "messageStatus":"Delivered"}
            """), story["message"]);
        Assert.Equal(
            Event($"{Sms}/opt-outs", """
            "body":{"from":"+16505550100","to":"+12125550101","active":true}}
            """), story["opt-out"]);
        Assert.Equal(
            Event(Consents, """
            "records":1,"consent":{"from":"+16505550100","to":"+12125550101","optStatus":"OptOut",
            "source":"Recipient"},"isDated":true}
            """), story["consent"]);
        Assert.Equal(
            """[{"to":"+12125550101","messageStatus":"SendingFailed","errorCode":"SMS-RC-413"}]""",
            story["blocked"]);
        Assert.Equal(
            Event($"{Sms}/opt-outs", """
            "body":{"from":"+16505550100","to":"+12125550101","active":false}}
            """), story["opt-in"]);
        Assert.Equal("""{"distinct":true}""", story["uuids"]);
    }

    [Fact]
    public async Task A_subscription_is_listed_renewed_changed_and_deleted()
    {
        var story = await Story.RunAsync(packages, "ringcentral-webhooks");

        Assert.Equal("""{"ids":[true]}""", story["list"]);
        Assert.Equal("""{"isSame":true,"state":"Active"}""", story["renewed"]);
        Assert.Equal($$"""{"filters":["{{Sms}}/batches"]}""", story["changed"]);
        Assert.Equal("""{"status":204}""", story["deleted"]);
        Assert.Equal("""{"status":404,"code":"CMN-102"}""", story["gone"]);
        Assert.StartsWith("""{"status":400,"code":"SUB-5""", story["refused"]);
        Assert.Equal("""{"subscriptions":0}""", story["none"]);
    }

    /// <summary>What the script says of an event: its envelope and headers, then what the test names.</summary>
    private static string Event(string filter, string rest) => $$"""
        {"envelope":["body","event","ownerId","subscriptionId","timestamp","uuid"],"event":"{{filter}}",
        "isOfSubscription":true,"owner":"400100201","path":"/events","token":"a-token-of-the-story",
        "isHandshake":false,"type":"application/json; charset=utf-8","hasTime":true,
        {{rest}}
        """.ReplaceLineEndings("");
}
