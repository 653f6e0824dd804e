using System.Text;
using System.Text.Json;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Subscriptions;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>The exact events of a journal, kind by kind. Ids and times are what the journal has.</summary>
public class SubscriptionEventTests
{
    private const string Ours = EventScene.Ours;
    private const string Sms = EventScene.Sms;
    private const string Theirs = "+12125550101";

    [Fact]
    public async Task A_batch_is_told_when_it_is_complete_and_by_a_setting_when_it_is_accepted()
    {
        using var scene = await EventScene.OpenAsync(new() { BatchAcceptedEvents = true });
        var subscription = await scene.SubscribeAsync([$"{Sms}/batches?from=%2B16505550100"]);
        await scene.SendAsync(Theirs, "+12125550102");
        var endpoint = scene.EndpointOf(subscription);
        var facts = scene.FactsFor(endpoint);
        Assert.Equal([FactKind.BatchAccepted, FactKind.BatchCompleted], facts.Select(f => f.Kind));
        var id = IdOf(facts[0].Id, UuidKind.Batch);
        Assert.Equal(
            Envelope(subscription.Id, facts[0], $"{Sms}/batches?from=+16505550100", $$"""
            {"id":"{{id}}","from":"+16505550100","batchSize":2,"processedCount":0,"status":"Processing",
            "creationTime":"{{facts[0].Due}}","lastModifiedTime":"{{facts[0].Due}}"}
            """),
            EventScene.Text(EventScene.Write(endpoint, facts[0])));
        Assert.Equal(
            Envelope(subscription.Id, facts[1], $"{Sms}/batches?from=+16505550100", $$"""
            {"id":"{{id}}","from":"+16505550100","batchSize":2,"processedCount":2,"status":"Completed",
            "creationTime":"{{facts[0].Due}}","lastModifiedTime":"{{facts[1].Due}}","cost":0.017}
            """),
            EventScene.Text(EventScene.Write(endpoint, facts[1])));

        using var plain = await EventScene.OpenAsync();
        subscription = await plain.SubscribeAsync([$"{Sms}/batches"]);
        await plain.SendAsync(Theirs);
        Assert.Equal(FactKind.BatchCompleted, Assert.Single(plain.FactsFor(plain.EndpointOf(subscription))).Kind);
    }

    [Fact]
    public async Task Messages_are_told_as_they_are_sent_and_end()
    {
        using var scene = await EventScene.OpenAsync();
        await scene.Gateway.TextAsync("+12125550102", Ours, "STOP");
        var subscription = await scene.SubscribeAsync([$"{Sms}/messages?direction=Outbound"]);
        var batch = IdOf(await scene.SendAsync(Theirs, "+12125550102"), UuidKind.Batch);
        var endpoint = scene.EndpointOf(subscription);
        var facts = scene.FactsFor(endpoint);
        Assert.Equal([FactKind.MessageSent, FactKind.MessageFinal, FactKind.MessageFinal], facts.Select(f => f.Kind));
        var sent = facts[0];
        var delivered = facts.Single(f => f.Id == sent.Id && f != sent);
        var blocked = facts.Single(f => f.Id != sent.Id);
        Assert.Equal(Body(sent, "Sent"), EventScene.Text(EventScene.Write(endpoint, sent)));
        Assert.Equal(Body(delivered, "Delivered"), EventScene.Text(EventScene.Write(endpoint, delivered)));
        Assert.Equal(
            Envelope(subscription.Id, blocked, $"{Sms}/messages?direction=Outbound", $$"""
            {"id":"{{blocked.Id.Value}}","batchId":"{{batch}}","from":"+16505550100","to":["+12125550102"],
            "creationTime":"{{blocked.Block.BatchAt}}","lastModifiedTime":"{{blocked.Due}}",
            "messageStatus":"SendingFailed","text":"Hello","direction":"Outbound","errorCode":"SMS-RC-413"}
            """),
            EventScene.Text(EventScene.Write(endpoint, blocked)));

        string Body(Fact fact, string status) => Envelope(
            subscription.Id, fact, $"{Sms}/messages?direction=Outbound", $$"""
            {"id":"{{fact.Id.Value}}","batchId":"{{batch}}","from":"+16505550100","to":["{{Theirs}}"],
            "creationTime":"{{fact.Block.BatchAt}}","lastModifiedTime":"{{fact.Due}}","messageStatus":"{{status}}",
            "segmentCount":1,"cost":0.0085,"text":"Hello","direction":"Outbound"}
            """);
    }

    [Theory]
    [InlineData(Outcome.Unconfirmed, "SMS-CAR-104")]
    [InlineData(Outcome.Spam, "SMS-CAR-430")]
    public async Task A_failed_message_says_why(Outcome outcome, string code)
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync([$"{Sms}/messages"]);
        var at = FakeSenders.Start;
        var block = new FactBlock(
            MessageId.At(0, 8), at, Scope.OfSender(1, PhoneNumber.Parse(Ours)),
            new BatchDispatched(
                7, at, 7, 0, new[] { (byte)outcome }, Blocked: 0, Segments: 2, "instant.v1", 0, 0, WildcardsSeen: 0),
            FactKinds.Messages, [(FactKind.MessageFinal, 0, at)],
            new BatchAccepted(PhoneNumber.Parse(Ours), Encoding.UTF8.GetBytes(new string('x', 161)), 1, 0, 0, default),
            new(new(new[] { PhoneNumber.Parse(Theirs).Value }), default, default));
        Assert.Equal(
            Envelope(subscription.Id, block[0], $"{Sms}/messages", $$"""
            {"id":"{{block[0].Id.Value}}","batchId":"{{IdOf(block.Batch, UuidKind.Batch)}}","from":"{{Ours}}",
            "to":["{{Theirs}}"],"creationTime":"2026-01-02T03:04:05.0000067Z",
            "lastModifiedTime":"2026-01-02T03:04:05.0000067Z","messageStatus":"DeliveryFailed","segmentCount":2,
            "cost":0.017,"text":"{{new string('x', 161)}}","direction":"Outbound","errorCode":"{{code}}"}
            """),
            EventScene.Text(EventScene.Write(scene.EndpointOf(subscription), block[0])));
    }

    [Fact]
    public async Task A_text_is_told_as_it_came()
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync([$"{Sms}/messages?direction=Inbound&to={Ours}"]);
        await scene.Gateway.TextAsync(Theirs, Ours, "How \"much\" \ud83d\ude00 \ud800?");
        var endpoint = scene.EndpointOf(subscription);
        var fact = Assert.Single(scene.FactsFor(endpoint));
        Assert.Equal(
            Envelope(subscription.Id, fact, $"{Sms}/messages?direction=Inbound&to=+16505550100", $$"""
            {"id":"{{fact.Id.Value}}","from":"{{Theirs}}","to":["+16505550100"],"creationTime":"{{fact.Due}}",
            "lastModifiedTime":"{{fact.Due}}","messageStatus":"Delivered","segmentCount":1,"cost":0.0085,
            "text":"How \"much\" \uD83D\uDE00 \uFFFD?","direction":"Inbound"}
            """),
            EventScene.Text(EventScene.Write(endpoint, fact)));
    }

    [Fact]
    public async Task Opt_outs_and_consents_are_told_by_their_own_filters()
    {
        using var scene = await EventScene.OpenAsync();
        var optOuts = await scene.SubscribeAsync([$"{Sms}/opt-outs"]);
        var consents = await scene.SubscribeAsync([EventScene.Consents]);
        await scene.Gateway.TextAsync(Theirs, Ours, "STOP");
        await scene.Gateway.TextAsync(Theirs, Ours, "START");
        await scene.Gateway.SetConsentAsync("*", Theirs, ConsentStatus.OptOut);
        var endpoint = scene.EndpointOf(optOuts);
        var facts = scene.FactsFor(endpoint);

        // The older API does not know of records for the whole account.
        Assert.Equal(2, facts.Count);
        Assert.Equal(
            Envelope(
                optOuts.Id, facts[0], $"{Sms}/opt-outs",
                $$"""{"from":"{{Ours}}","to":"{{Theirs}}","active":true}"""),
            EventScene.Text(EventScene.Write(endpoint, facts[0])));
        Assert.Equal(
            Envelope(
                optOuts.Id, facts[1], $"{Sms}/opt-outs",
                $$"""{"from":"{{Ours}}","to":"{{Theirs}}","active":false}"""),
            EventScene.Text(EventScene.Write(endpoint, facts[1])));

        endpoint = scene.EndpointOf(consents);
        facts = scene.FactsFor(endpoint);
        Assert.Equal(
            facts.Zip(
                [(Ours, "OptOut", "Recipient"), (Ours, "OptIn", "Recipient"), ("*", "OptOut", "Api")],
                (fact, x) => Envelope(consents.Id, fact, EventScene.Consents, $$"""
                {"records":[{"from":"{{x.Item1}}","to":"{{Theirs}}","optStatus":"{{x.Item2}}","source":"{{x.Item3}}",
                "lastModifiedTime":"{{fact.Due.ToString().TrimEnd('Z')}}00Z"}]}
                """)),
            facts.Select(f => EventScene.Text(EventScene.Write(endpoint, f))));
    }

    [Fact]
    public async Task An_opt_in_is_no_event_by_a_setting()
    {
        using var scene = await EventScene.OpenAsync(new() { OptInEvents = false });
        var subscription = await scene.SubscribeAsync([$"{Sms}/opt-outs", EventScene.Consents]);
        await scene.Gateway.TextAsync(Theirs, Ours, "STOP");
        await scene.Gateway.TextAsync(Theirs, Ours, "START");

        // A change is an event of either API.
        var (older, newer) = (scene.EndpointOf(subscription), scene.EndpointOf(subscription, 1));
        var id = $"ringcentral/{subscription.Id}";
        Assert.Equal([id, $"{id}/consents"], [older.Id, newer.Id]);
        var optOut = Assert.Single(scene.FactsFor(older));
        Assert.Equal([FactKind.ConsentChanged, FactKind.ConsentChanged], scene.FactsFor(newer).Select(f => f.Kind));
        Assert.NotEqual(UuidOf(EventScene.Write(older, optOut)), UuidOf(EventScene.Write(newer, optOut)));
    }

    [Fact]
    public async Task The_first_filter_that_matches_is_named()
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync(
            [$"{Sms}/messages?to=+1", $"{Sms}/messages?to={Theirs}", $"{Sms}/messages"]);
        await scene.SendAsync(Theirs, "+12125550102");
        var endpoint = scene.EndpointOf(subscription);
        Assert.Equal(
            [$"{Sms}/messages", $"{Sms}/messages", $"{Sms}/messages?to={Theirs}", $"{Sms}/messages?to={Theirs}"],
            scene.FactsFor(endpoint).Select(f => EventOf(EventScene.Text(EventScene.Write(endpoint, f)))).Order());
    }

    [Fact]
    public async Task What_waited_while_the_filters_changed_is_still_told()
    {
        using var scene = await EventScene.OpenAsync();
        var subscription = await scene.SubscribeAsync([$"{Sms}/messages?direction=Inbound"]);
        await scene.Gateway.TextAsync(Theirs, Ours, "Hello");
        var fact = Assert.Single(scene.FactsFor(scene.EndpointOf(subscription)));
        await scene.Subscriptions.RenewAsync(new(1, subscription.Id, [$"{Sms}/batches"], null));
        var endpoint = scene.EndpointOf(subscription);
        Assert.False(endpoint.Matches(fact));
        Assert.Equal($"{Sms}/messages", EventOf(EventScene.Text(EventScene.Write(endpoint, fact))));
    }

    [Theory]
    [InlineData("batches", "C")]
    [InlineData("batches?from=+16505550101", "")]
    [InlineData("batches/{batch}", "C")]
    [InlineData("batches/8466621d-c21d-41e6-8656-9e45100eb9dd", "")]
    [InlineData("messages", "SFSFTSF")]
    [InlineData("messages?from=+16505550100", "SFSFSF")]
    [InlineData("messages?to=+12125550101", "SFSF")]
    [InlineData("messages?to=+16505550100&direction=Inbound", "T")]
    [InlineData("messages?to=+12125550101&direction=Inbound", "")]
    [InlineData("messages?batchId={batch}", "SFSF")]
    [InlineData("messages?batchId=8466621d-c21d-41e6-8656-9e45100eb9dd", "")]
    [InlineData("messages !messages?direction=Outbound", "T")]
    [InlineData("!messages?direction=Outbound batches", "C")]
    [InlineData("!messages", "")]
    [InlineData("opt-outs", "O")]
    [InlineData("opt-outs?from=+16505550101", "")]
    [InlineData("consents", "O")]
    [InlineData("consents?from=+16505550100&to=+12125550101", "O")]
    [InlineData("consents?to=+12125550109", "")]
    [InlineData("batches messages?direction=Inbound", "CT")]
    public async Task A_filter_lets_through_what_it_names(string filters, string expected)
    {
        using var scene = await EventScene.OpenAsync();
        await scene.SubscribeAsync([$"{Sms}/batches"]);
        var since = scene.Now;
        var batch = await scene.SendAsync(Theirs, "+12125550102");
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.Gateway.TextAsync(Theirs, Ours, "STOP");
        var record = await scene.SubscribeAsync([.. filters.Split(' ').Select(f => Expand(f, batch))]);
        var salt = scene.Gateway.Senders.IdSalt;
        var parser = new FilterParser(400100200, salt);
        var endpoint = new SubscriptionEndpoint(
            record with { CreatedAt = since }, "", [.. record.EventFilters.Select(f => parser.Parse(f)!)],
            new(scene.Gateway.Senders, new()), scene.Source.Blacklist, new(), []);
        var told = scene.FactsFor(endpoint).Select(f => f.Kind switch
        {
            FactKind.BatchCompleted => "C",
            FactKind.MessageSent => "S",
            FactKind.MessageFinal => "F",
            FactKind.TextHeard => "T",
            _ => "O",
        });
        Assert.Equal(string.Concat(expected.Order()), string.Concat(told.Order()));
    }

    [Fact]
    public async Task An_event_has_an_id_of_its_own_and_the_headers_of_the_provider()
    {
        using var scene = await EventScene.OpenAsync();
        var first = await scene.SubscribeAsync([$"{Sms}/messages"], token: "secret");
        var second = await scene.SubscribeAsync([$"{Sms}/messages"]);
        await scene.SendAsync(Theirs, "+12125550102");
        var (a, b) = (scene.EndpointOf(first), scene.EndpointOf(second));
        var ids = scene.FactsFor(a).Select(f => UuidOf(EventScene.Write(a, f)))
            .Concat(scene.FactsFor(b).Select(f => UuidOf(EventScene.Write(b, f)))).ToList();
        Assert.Equal(8, ids.Distinct().Count());
        Assert.Equal(ids[..4], scene.FactsFor(a).Select(f => UuidOf(EventScene.Write(a, f))));

        var request = EventScene.Write(a, scene.FactsFor(a)[0]);
        Assert.Equal(
            ("http://hooks.example/", TimeSpan.FromSeconds(3), 1_024, false, "application/json; charset=UTF-8"),
            (request.Url, request.Timeout, request.AnswerBytesMax, request.WantsHeaders, request.ContentType));
        Assert.Equal(
            [
                ("User-Agent", "RingCentral-Webhook/8.3"), ("Accept", "application/json"), ("Accept-Encoding", "UTF-8"),
                ("Verification-Token", "secret"),
            ],
            request.Headers);
        Assert.Equal(3, EventScene.Write(b, scene.FactsFor(b)[0]).Headers.Count);
    }

    [Fact]
    public async Task The_other_token_header_is_sent_by_a_setting()
    {
        using var scene = await EventScene.OpenAsync(new() { ValidationTokenOnEvents = true });
        var subscription = await scene.SubscribeAsync([$"{Sms}/messages"], token: "secret");
        await scene.SendAsync(Theirs);
        var endpoint = scene.EndpointOf(subscription);
        var request = EventScene.Write(endpoint, scene.FactsFor(endpoint)[0]);
        Assert.Contains(("Validation-Token", "secret"), request.Headers);
    }

    /// <summary>What stands around a body.</summary>
    private static string Envelope(Guid subscription, in Fact fact, string filter, string body)
    {
        var salt = Hashing.Mix(new Journal.JournalInfo(4, 1).IdSalt, Hashing.Of(subscription.ToByteArray()));
        salt = filter == EventScene.Consents ? Hashing.Mix(salt, (ulong)FilterKind.Consents) : salt;
        return $$"""
            {"uuid":"{{fact.UuidOf(salt)}}","event":"{{filter}}","timestamp":"{{fact.Due.ToString()[..23]}}Z",
            "subscriptionId":"{{subscription}}","ownerId":"400100201","body":{{body}}}
            """.ReplaceLineEndings("");
    }

    private static string Expand(string filter, MessageId batch)
    {
        var (not, rest) = filter[0] == '!' ? ("!", filter[1..]) : ("", filter);
        return rest.StartsWith("consents", StringComparison.Ordinal)
            ? not + EventScene.Consents + rest["consents".Length..]
            : $"{not}{Sms}/{rest.Replace("{batch}", IdOf(batch, UuidKind.Batch).ToString(), StringComparison.Ordinal)}";
    }

    private static Guid IdOf(MessageId id, UuidKind kind) =>
        PositionUuid.Encode(id, kind, new Journal.JournalInfo(4, 1).IdSalt);

    private static string EventOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("event").GetString()!;
    }

    private static string UuidOf(WebhookRequest request)
    {
        using var json = JsonDocument.Parse(request.Body.WrittenMemory);
        return json.RootElement.GetProperty("uuid").GetString()!;
    }
}
