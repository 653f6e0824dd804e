using System.Net;
using System.Text;
using GatewaySim.Actors.Time;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class ClockTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_clock_is_shown()
    {
        const string at = "2026-01-02T03:04:05.0000000Z";
        Assert.Equal(
            $$"""{"now":"{{at}}","wall":"{{at}}","speed":"1","paused":false,"advancing":false,"nextDue":"{{at}}"}""",
            await _server.Client.GetStringAsync("/_sim/clock", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"speed":60}""", 60, false, false)]
    [InlineData("""{"speed":"0.5"}""", 0.5, false, false)]
    [InlineData("""{"speed":0}""", 0, false, false)]
    [InlineData("""{"speed":"max","paused":true}""", 1, true, true)]
    [InlineData("""{"paused":"true"}""", 1, false, true)]
    public async Task Speed_and_pause_are_set(string change, double factor, bool leaps, bool isPaused)
    {
        var (status, _) = await PostAsync(change);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            (new ClockSpeed(factor, leaps), isPaused, FakeClock.Start),
            (_server.Clock.Speed, _server.Clock.IsPaused, _server.Clock.Now));
    }

    [Theory]
    [InlineData("""{"advanceBy":"90"}""", 90)]
    [InlineData("""{"advanceBy":1.5}""", 1.5)]
    [InlineData("""{"advanceBy":0}""", 0)]
    [InlineData("""{"advanceBy":"PT90S"}""", 90)]
    [InlineData("""{"advanceBy":"P1DT2H"}""", 93_600)]
    [InlineData("""{"advanceBy":"P2W"}""", 1_209_600)]
    [InlineData("""{"advanceTo":"2026-01-02T04:04:05+01:00"}""", 0)]
    [InlineData("""{"advanceTo":"2026-01-02T03:05Z"}""", 55)]
    public async Task It_is_moved_by_a_span_or_to_a_time(string change, double seconds)
    {
        var (status, body) = await PostAsync(change);
        Assert.Equal((HttpStatusCode.OK, FakeClock.Start.AddSeconds(seconds)), (status, _server.Clock.Now));
        Assert.Contains($"\"now\":\"{_server.Clock.Now:yyyy-MM-ddTHH:mm:ss}", body);
    }

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("{}", "bad_json")]
    [InlineData("""{"factor":2}""", "unknown_field")]
    [InlineData("""{"speed":-1}""", "bad_speed")]
    [InlineData("""{"speed":1e3}""", "bad_speed")]
    [InlineData("""{"speed":1000000}""", "bad_speed")]
    [InlineData("""{"speed":"fast"}""", "bad_speed")]
    [InlineData("""{"speed":0.0004}""", "bad_speed")]
    [InlineData("""{"speed":"1.2345"}""", "bad_speed")]
    [InlineData("""{"advanceTo":"2026-01-03"}""", "bad_time")]
    [InlineData("""{"advanceTo":"2026-01-02T03:05:00"}""", "bad_time")]
    [InlineData("""{"speed":[1]}""", "bad_field")]
    [InlineData("""{"paused":1}""", "bad_field")]
    [InlineData("""{"advanceBy":-1}""", "bad_span")]
    [InlineData("""{"advanceBy":"-PT1S"}""", "bad_span")]
    [InlineData("""{"advanceBy":"P1M"}""", "bad_span")]
    [InlineData("""{"advanceBy":"P1Y"}""", "bad_span")]
    [InlineData("""{"advanceBy":"P99999999999W"}""", "bad_span")]
    [InlineData("""{"advanceBy":"1 h"}""", "bad_span")]
    [InlineData("""{"advanceBy":"P367D"}""", "bad_time")]
    [InlineData("""{"advanceTo":"2026-01-02T03:04:04Z"}""", "bad_time")]
    [InlineData("""{"advanceTo":"2028-01-02T03:04:04Z"}""", "bad_time")]
    [InlineData("""{"advanceTo":"tomorrow"}""", "bad_time")]
    [InlineData("""{"advanceBy":1,"advanceTo":"2026-01-02T03:05:00Z"}""", "bad_field")]
    public async Task Nonsense_is_refused_and_changes_nothing(string change, string code)
    {
        var (status, body) = await PostAsync(change);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"code\":\"{code}\"", body);
        Assert.Equal(
            (ClockSpeed.Real, false, FakeClock.Start),
            (_server.Clock.Speed, _server.Clock.IsPaused, _server.Clock.Now));
    }

    [Fact]
    public async Task A_second_advance_has_to_wait_for_the_first()
    {
        _server.Clock.IsBusy = true;
        var (status, body) = await PostAsync("""{"speed":2,"advanceBy":1}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("clock_busy", body);
        Assert.Equal(ClockSpeed.Real, _server.Clock.Speed);
    }

    private async Task<(HttpStatusCode, string)> PostAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _server.Client.PostAsync("/_sim/clock", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
