using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Tests;

public sealed class AuthenticationTests
{
    private const string Absent = "Could not find any usable credentials in the request.";
    private const string Garbled = "Could not understand the provided credentials.";
    private const string Unknown = "No key found matching the ID";

    [Theory]
    [InlineData(null, false, Absent)]
    [InlineData("", false, Absent)]
    [InlineData("Bearer", false, Garbled)]
    [InlineData("Bearer ", false, Garbled)]
    [InlineData("Basic abc", false, Garbled)]
    [InlineData("KEY1", false, Garbled)]
    [InlineData("Bearer two words", false, Garbled)]
    [InlineData("Bearer KEY1", false, null)]
    [InlineData("bearer KEY1", false, null)]
    [InlineData("Bearer KEY1", true, Unknown)]
    [InlineData("Bearer key2", true, Unknown)]
    [InlineData("Bearer KEY2", true, null)]
    public async Task A_key_is_asked_for_on_every_URL(string? header, bool strict, string? detail)
    {
        var options = new TelnyxOptions { StrictCredentials = strict, ApiKey = "KEY2" };
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(Verdict.Accepted), options);
        server.Client.DefaultRequestHeaders.Clear();
        foreach (var url in new[] { "/v2/messages", "/v2/messaging_profiles", "/v2/nothing" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", header);
            }

            var answer = await server.SendAsync(request);
            Assert.Equal(detail is not null, answer.Code == "10009");
            Assert.Equal(detail is not null, (int)answer.Status == 401);
            Assert.True(detail is null || detail == (string?)answer.Json["errors"]![0]!["detail"]);
        }
    }

    [Fact]
    public async Task Every_answer_has_the_headers_that_the_SDKs_read()
    {
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(Verdict.Accepted));
        var seen = new HashSet<string>();
        foreach (var url in new[] { "/v2/nothing", "/v2/messaging_profiles", "/v2/messaging_profiles" })
        {
            var answer = await server.GetAsync(url);
            var id = Assert.Single(answer.Response.Headers.GetValues("x-request-id"));
            Assert.Equal([id], answer.Response.Headers.GetValues("Request-Id"));
            Assert.True(Guid.TryParseExact(id, "D", out _) && seen.Add(id));
            Assert.NotNull(answer.Response.Headers.Date);
            Assert.Equal("application/json", answer.Response.Content.Headers.ContentType!.MediaType);
        }
    }
}
