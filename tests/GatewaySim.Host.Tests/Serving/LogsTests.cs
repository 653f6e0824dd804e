using System.Text.Json;
using GatewaySim.Domain.Numbers;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace GatewaySim.Host.Tests.Serving;

public sealed class LogsTests : ILogEventSink
{
    private readonly List<string> _lines = [];

    void ILogEventSink.Emit(LogEvent logEvent) =>
        _lines.Add(logEvent.RenderMessage(null).Replace("\"", "", StringComparison.Ordinal));

    [Fact]
    public void Numbers_are_shortened_and_levels_obeyed()
    {
        using var log = Logs.Configure(new ServerOptions { LogLevel = "warning" }).WriteTo.Sink(this).CreateLogger();

        log.Information("Not shown");
        log.Warning("From {From} to {To} and {Code}", PhoneNumber.Parse("+16505550100"),
            Address.Parse("+4915112345678"), Address.Parse("55555"));

        Assert.Equal("From +1650…0100 to +4915…5678 and 55555", _lines.Single());
    }

    [Fact]
    public async Task Json_lines_parse_and_have_the_fields_of_an_event()
    {
        using GatewayProcess serve = new("serve --port 0 --log-format json");
        var url = await serve.UrlAsync();
        serve.Signal("TERM");
        var (code, _, error) = await serve.EndAsync();

        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(0, code);
        Assert.Equal([1001, 1002, 1003], lines.Select(
            l => l.GetProperty("Properties").GetProperty("EventId").GetProperty("Id").GetInt32()));
        Assert.Equal("Information", lines[0].GetProperty("Level").GetString());
        Assert.Equal(url, new(lines[0].GetProperty("Properties").GetProperty("Url").GetString()!));
        Assert.True(lines[0].GetProperty("Timestamp").TryGetDateTimeOffset(out _));
    }

    [Fact]
    public void Numbers_are_shortened_in_json_too_and_what_is_odd_is_one_line()
    {
        ServerOptions options = new() { LogFormat = "json" };
        using StringWriter written = new();
        var formatter = Logs.FormatterOf(options);
        using var log = Logs.Configure(options).WriteTo.Sink(new Writing(formatter, written)).CreateLogger();
        log.Error(
            new InvalidOperationException("two\nlines"), "From {From}: {Text}", PhoneNumber.Parse("+16505550100"),
            "a \"b\"\n\u0001c");

        var line = JsonDocument.Parse(written.ToString()).RootElement;
        Assert.Equal(1, written.ToString().Count(c => c == '\n'));
        Assert.Equal("+1650…0100", line.GetProperty("Properties").GetProperty("From").GetString());
        Assert.Equal("a \"b\"\n\u0001c", line.GetProperty("Properties").GetProperty("Text").GetString());
        Assert.Contains("two\nlines", line.GetProperty("Exception").GetString());
        Assert.DoesNotContain("16505550100", written.ToString());
    }

    private sealed class Writing(ITextFormatter formatter, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, output);
    }
}
