using GatewaySim.Telnyx.Tests.Accounts;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>A profile's <c>smart_encoding</c> and the request's <c>encoding</c>: the table of telnyx.md 7.3.</summary>
public sealed class SmartDefaultTests : IAsyncLifetime
{
    private AccountStory _story = null!;
    private string _profile = "";

    public async ValueTask InitializeAsync()
    {
        _story = await AccountStory.StartAsync();
        _profile = (await _story.ListAsync("/v2/messaging_profiles", "id"))[0];
    }

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    // The text has a curly apostrophe; x stands for a letter that nothing is similar to.
    [Theory]
    [InlineData(true, null, "it\u2019s", "GSM-7", true)]
    [InlineData(true, "auto", "it\u2019s", "GSM-7", true)]
    [InlineData(true, "gsm7", "it\u2019s", "GSM-7", true)]
    [InlineData(true, "ucs2", "it\u2019s", "UCS-2", false)]
    [InlineData(false, null, "it\u2019s", "UCS-2", false)]
    [InlineData(false, "auto", "it\u2019s", "UCS-2", false)]
    [InlineData(false, "gsm7", "it\u2019s", "GSM-7", true)]
    [InlineData(false, "ucs2", "it\u2019s", "UCS-2", false)]
    [InlineData(true, null, "its", "GSM-7", false)]
    [InlineData(true, null, "it\u2019s ж", "UCS-2", true)]         // nothing asks it to end as GSM-7
    [InlineData(true, "gsm7", "it\u2019s ж", "10015", false)]
    [InlineData(true, null, "\u200B", "40316", false)]             // nothing is left of it
    [InlineData(false, null, "\u200B", "UCS-2", false)]
    public async Task The_table(bool isSmart, string? encoding, string text, string expected, bool isApplied)
    {
        await SetAsync(_profile, isSmart);
        var asked = encoding is null ? "" : $",\"encoding\":\"{encoding}\"";
        var body = $$"""{"from":"+13125550100","to":"+15552000001","text":"{{text}}" {{asked}} }""";
        var answer = await _story.AskAsync("POST /v2/messages", body);
        if (answer.Code is { } code)
        {
            Assert.Equal(expected, code);
            return;
        }

        // The same when it is read again, also after the profile has changed its mind.
        await SetAsync(_profile, !isSmart);
        var read = await _story.AskAsync($"GET /v2/messages/{(string)answer.Json["data"]!["id"]!}");
        foreach (var message in (System.Text.Json.Nodes.JsonNode[])[answer.Json["data"]!, read.Json["data"]!])
        {
            Assert.Equal(
                (expected, isApplied, text),
                ((string)message["encoding"]!, (bool)message["smart_encoding_applied"]!, (string)message["text"]!));
        }
    }

    [Theory]
    [InlineData("/v2/messages", """{"from":"+13125550199","to":"+15552000001","text":"TEXT"}""")]      // unknown yet
    [InlineData("/v2/messages", """{"messaging_profile_id":"PROFILE","to":"+15552000001","text":"TEXT"}""")]
    [InlineData("/v2/messages/number_pool",
        """{"messaging_profile_id":"PROFILE","to":"+15552000001","text":"TEXT"}""")]
    [InlineData("/v2/messages/long_code", """{"from":"+13125550100","to":"+15552000001","text":"TEXT"}""")]
    [InlineData("/v2/messages/schedule", """{"from":"+13125550100","to":"+15552000001","text":"TEXT"}""")]
    [InlineData("/v2/messages/alphanumeric_sender_id",
        """{"messaging_profile_id":"PROFILE","from":"Shop","to":"+447700900123","text":"TEXT"}""")]
    public async Task It_holds_for_every_way_to_send(string url, string body)
    {
        await SetAsync(_profile, true);
        var answer = await _story.AskAsync(
            $"POST {url}", body.Replace("PROFILE", _profile).Replace("TEXT", "it\u2019s"));
        Assert.Equal("GSM-7", (string)answer.Json["data"]!["encoding"]!);
    }

    [Fact]
    public async Task It_is_the_senders_profile_that_decides_and_an_mms_has_no_encoding()
    {
        await SetAsync(_profile, true);
        await _story.AssignAsync("+13125550101", await _story.ProfileAsync("plain"));
        Assert.Equal("UCS-2", await EncodingAsync("+13125550101", ""));
        Assert.Null(await EncodingAsync("+13125550100", ""","media_urls":["https://a.example"]"""));
        Assert.Equal("GSM-7", await EncodingAsync("+13125550100", ""));
    }

    private async Task<string?> EncodingAsync(string from, string more)
    {
        var body = $$"""{"from":"{{from}}","to":"+15552000001","text":"it’s"{{more}}}""";
        return (string?)(await _story.AskAsync("POST /v2/messages", body)).Json["data"]!["encoding"];
    }

    private async Task SetAsync(string profile, bool isSmart) => Assert.Equal(200, (int)(await _story.AskAsync(
        $"PATCH /v2/messaging_profiles/{profile}",
        $$"""{"number_pool_settings":{"geomatch":true},"smart_encoding":{{(isSmart ? "true" : "false")}} }""")).Status);
}
