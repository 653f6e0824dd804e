using System.Net;
using System.Text;
using GatewaySim.Actors.Faults;

namespace GatewaySim.Dashboard.Tests.Faults;

/// <summary>Ordering faults: what is taken, what is shown of it, what is refused.</summary>
public sealed class FaultsTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(
        """{"fault":"error","code":"R-1"}""",
        """
        {"fault":"error","chance":1,"matched":0,"struck":0,"provider":"ringcentral","when":"before",
        "code":"R-1"}
        """)]
    [InlineData(
        """{"fault":"error","method":"POST","path":"/v2/*","chance":0.25,"times":3,"status":503,"when":"after"}""",
        """
        {"fault":"error","chance":0.25,"matched":0,"struck":0,"times":3,"method":"POST","path":"/v2/*",
        "when":"after","status":503}
        """)]
    [InlineData(
        """{"fault":"rate-limit","provider":"telnyx"}""",
        """{"fault":"rate-limit","chance":1,"matched":0,"struck":0,"provider":"telnyx","retryAfterSeconds":60}""")]
    [InlineData("""{"fault":"token"}""", """{"fault":"token","chance":1,"matched":0,"struck":0}""")]
    [InlineData("""{"fault":"reset"}""", """{"fault":"reset","chance":1,"matched":0,"struck":0,"when":"before"}""")]
    [InlineData(
        """{"fault":"latency"}""",
        """{"fault":"latency","chance":1,"matched":0,"struck":0,"when":"before","ms":1000}""")]
    [InlineData(
        """{"fault":"slow-body"}""",
        """{"fault":"slow-body","chance":1,"matched":0,"struck":0,"bytesPerSecond":100}""")]
    [InlineData(
        """{"fault":"webhook-early","path":"/v2/messages"}""",
        """
        {"fault":"webhook-early","chance":1,"matched":0,"struck":0,"path":"/v2/messages","until":"final",
        "ms":10000}
        """)]
    [InlineData(
        """{"fault":"webhook-duplicate","kind":"texts"}""",
        """{"fault":"webhook-duplicate","chance":1,"matched":0,"struck":0,"kind":"texts","copies":1}""")]
    [InlineData(
        """{"fault":"webhook-reorder"}""",
        """{"fault":"webhook-reorder","chance":1,"matched":0,"struck":0,"seconds":1}""")]
    [InlineData("""{"fault":"webhook-lost"}""", """{"fault":"webhook-lost","chance":1,"matched":0,"struck":0}""")]
    [InlineData(
        """{"fault":"webhook-late","provider":"ringcentral"}""",
        """
        {"fault":"webhook-late","chance":1,"matched":0,"struck":0,"provider":"ringcentral","seconds":60}
        """)]
    [InlineData(
        """{"fault":"webhook-corrected","seconds":604800}""",
        """{"fault":"webhook-corrected","chance":1,"matched":0,"struck":0,"seconds":604800}""")]
    [InlineData(
        """{"fault":"journal-slow"}""", """{"fault":"journal-slow","chance":1,"matched":0,"struck":0,"ms":100}""")]
    [InlineData(
        """{"fault":"journal-refuses","when":"after"}""",
        """{"fault":"journal-refuses","chance":1,"matched":0,"struck":0,"when":"after"}""")]
    public async Task A_rule_is_shown_with_its_defaults(string rule, string shown)
    {
        var (status, body) = await PutAsync($$"""{"seed":5,"faults":[{{rule}}]}""");
        shown = shown.ReplaceLineEndings("");
        Assert.Equal((HttpStatusCode.OK, $$"""{"seed":5,"faults":[{{shown}}]}"""), (status, body));
        Assert.Equal(
            body, await _server.Client.GetStringAsync("/_sim/faults", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rules_are_put_all_at_once_and_cleared_at_once()
    {
        await PutAsync("""{"faults":[{"fault":"reset"},{"fault":"reset"}]}""");
        var first = _server.Faults.Plan;
        Assert.Equal((2, 9UL), (first.Faults.Count, first.Seed));
        await PutAsync("""{"faults":[{"fault":"token"}]}""");
        Assert.Equal(FaultKind.Token, Assert.Single(_server.Faults.Plan.Faults).Rule.Kind);
        Assert.True(first.Ended.IsCancellationRequested);

        using var cleared = await _server.Client.DeleteAsync("/_sim/faults", TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"seed":9,"faults":[]}""",
            await cleared.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_server.Faults.Plan.Faults);
    }

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("""{"seed":1}""", "missing_field")]
    [InlineData("""{"faults":{}}""", "bad_fault")]
    [InlineData("""{"faults":[],"faults":[]}""", "bad_json")]
    [InlineData("""{"faults":[],"rules":[]}""", "unknown_field")]
    [InlineData("""{"faults":[],"seed":-1}""", "bad_fault")]
    [InlineData("""{"faults":[],"seed":"1"}""", "bad_fault")]
    [InlineData("""{"faults":[7]}""", "bad_fault")]
    [InlineData("""{"faults":[{}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"fire"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"\ud800"}]}""", "bad_field")]
    [InlineData("""{"faults":[{"fault":"reset","ms":5}]}""", "unknown_field")]
    [InlineData("""{"faults":[{"fault":"reset","chance":1.01}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","chance":-0.01}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","chance":"1"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","times":0}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","times":1000000001}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","provider":"twilio"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","provider":null}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","method":""}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","path":"v2"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"reset","when":"later"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"error","when":"during"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"error","code":"X-1"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"error","provider":"telnyx","code":"R-1"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"error","status":399}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"error","status":600}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"token","code":"R-1"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"latency","ms":0}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"latency","ms":600001}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"latency","ms":1.5}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"slow-body","bytesPerSecond":0}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"slow-body","bytesPerSecond":1000001}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"rate-limit","retryAfterSeconds":-1}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"rate-limit","retryAfterSeconds":86401}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-lost","method":"POST"}]}""", "unknown_field")]
    [InlineData("""{"faults":[{"fault":"webhook-lost","kind":"all"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-early","until":"read"}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-early","ms":600001}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-duplicate","copies":101}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-reorder","seconds":86401}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-late","seconds":0}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"webhook-corrected","seconds":604801}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"journal-slow","ms":60001}]}""", "bad_fault")]
    [InlineData("""{"faults":[{"fault":"journal-slow","provider":"telnyx"}]}""", "unknown_field")]
    [InlineData("""{"faults":[{"fault":"journal-refuses","when":"during"}]}""", "bad_fault")]
    public async Task Nonsense_is_refused_and_changes_nothing(string document, string code)
    {
        await PutAsync("""{"faults":[{"fault":"reset"}]}""");
        var before = _server.Faults.Plan;
        var (status, body) = await PutAsync(document);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"code\":\"{code}\"", body);
        Assert.Same(before, _server.Faults.Plan);
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task There_are_so_many_rules_at_most(int count, HttpStatusCode expected)
    {
        var (status, _) = await PutAsync(
            $$"""{"faults":[{{string.Join(',', Enumerable.Repeat("""{"fault":"reset"}""", count))}}]}""");
        Assert.Equal(expected, status);
    }

    private async Task<(HttpStatusCode, string)> PutAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _server.Client.PutAsync("/_sim/faults", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
