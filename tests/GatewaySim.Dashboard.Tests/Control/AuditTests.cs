using System.Net;
using System.Text.Json.Nodes;
using GatewaySim.Actors.Auditing;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class AuditTests : IAsyncLifetime
{
    private static readonly Stamp At = Stamp.Of(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+12065550123");
    private static readonly Address Business = Address.Parse("+16505550100");

    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_audit_is_told_with_its_units_places_and_stamps()
    {
        _server.Audits.Reply = new(Report());
        var (status, body) = await GetAsync("/_sim/audit?examples=1");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """
            {"through":"2030-01-01T00:00:00.0000000Z","events":7,"passed":false,
            "sent":5,"quiet":3,"maybeQuiet":2,"zoneUnknown":1,
            "quietByZone":{"America/Los_Angeles":3},"maybeQuietByZone":{"America/Chicago or America/Denver":2},
            "quietExamples":[{"message":"2/7/1","to":"+12065550123","zones":"America/Los_Angeles",
            "local":"2029-12-31T16:00:00-08:00"}],
            "inbound":4,"missedListed":1,"missedReasonable":2,"sentAfterMissed":1,
            "missedExamples":[{"message":"2/9/0","at":"2030-01-01T00:00:00.0000000Z","from":"+12065550123",
            "to":"+16505550100","text":"Opt out","meaning":"listed"}],
            "optOutsByText":6,"confirmed":3,"confirmedLate":2,"unconfirmed":1,
            "confirmWithinSeconds":300,"slowestConfirmationSeconds":600.5,
            "lateExamples":[{"text":"2/12/0","from":"+12065550123","to":"+16505550100","afterSeconds":600.5}],
            "inFlightAtOptOut":2,"inFlightExamples":[{"message":"2/7/2","to":"+12065550123",
            "at":"2030-01-01T00:00:00.0000000Z","optedOutAt":"2030-01-01T00:00:01.0000000Z"}],
            "violations":2,"violationExamples":["one"]}
            """.Replace("\n", "", StringComparison.Ordinal),
            body);
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData("?examples=0", 0)]
    [InlineData("?examples=100", 100)]
    public async Task As_many_examples_are_shown_as_are_asked_for(string query, int shown)
    {
        var report = new ComplianceReport { Violations = 100 };
        report.ViolationExamples.AddRange(Enumerable.Range(0, 100).Select(n => $"example {n}"));
        _server.Audits.Reply = new(report);
        var (_, body) = await GetAsync($"/_sim/audit{query}");
        var answer = JsonNode.Parse(body)!;
        Assert.Equal(shown, answer["violationExamples"]!.AsArray().Count);
        Assert.Equal(100, (long)answer["violations"]!);
    }

    [Theory]
    [InlineData("examples=101", "bad_examples")]
    [InlineData("examples=-1", "bad_examples")]
    [InlineData("examples=", "bad_examples")]
    [InlineData("examples=ten", "bad_examples")]
    [InlineData("examples=1&examples=2", "repeated_field")]
    public async Task A_bad_question_gets_400_and_nothing_is_read(string query, string code)
    {
        var (status, body) = await GetAsync($"/_sim/audit?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, CodeOf(body)));
        Assert.Equal(0, _server.Audits.Asked);
    }

    [Theory]
    [InlineData(AuditRefusal.Busy, HttpStatusCode.TooManyRequests, "audit_busy")]
    [InlineData(AuditRefusal.TooLong, HttpStatusCode.ServiceUnavailable, "audit_too_long")]
    [InlineData(AuditRefusal.TooLarge, HttpStatusCode.ServiceUnavailable, "audit_too_large")]
    [InlineData(AuditRefusal.Failed, HttpStatusCode.ServiceUnavailable, "audit_failed")]
    public async Task An_audit_that_cannot_be_says_why(AuditRefusal refusal, HttpStatusCode expected, string code)
    {
        _server.Audits.Reply = new(null, refusal);
        var (status, body) = await GetAsync("/_sim/audit");
        Assert.Equal((expected, code), (status, CodeOf(body)));
    }

    private static ComplianceReport Report()
    {
        ComplianceReport report = new()
        {
            Through = At, Events = 7, Sent = 5, ZoneUnknown = 1, Inbound = 4, MissedListed = 1, MissedReasonable = 2,
            SentAfterMissed = 1, OptOutsByText = 6, Confirmed = 3, ConfirmedLate = 2,
            SlowestConfirmation = TimeSpan.FromSeconds(600.5), InFlightAtOptOut = 2, Violations = 2,
            QuietByZone = { ["America/Los_Angeles"] = 3 },
            MaybeQuietByZone = { ["America/Chicago or America/Denver"] = 2 },
        };
        var local = new DateTimeOffset(2029, 12, 31, 16, 0, 0, TimeSpan.FromHours(-8));
        for (var n = 0; n < 2; n++)
        {
            report.QuietExamples.Add(new(MessageId.At(2, 7, 1), Phone, "America/Los_Angeles", local));
            report.MissedExamples.Add(
                new(MessageId.At(2, 9), At, Phone, Business, "Opt out", FccMeaning.Listed));
            report.LateExamples.Add(new(MessageId.At(2, 12), Phone, Business, TimeSpan.FromSeconds(600.5)));
            report.InFlightExamples.Add(new(MessageId.At(2, 7, 2), Phone, At, At.Plus(TimeSpan.FromSeconds(1))));
            report.ViolationExamples.Add(n == 0 ? "one" : "two");
        }

        return report;
    }

    private static string CodeOf(string body) => (string)JsonNode.Parse(body)!["error"]!["code"]!;

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
