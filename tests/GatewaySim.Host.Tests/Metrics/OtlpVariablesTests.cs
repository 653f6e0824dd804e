using GatewaySim.Host.Metrics;

namespace GatewaySim.Host.Tests.Metrics;

public sealed class OtlpVariablesTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318";
    private const string Metrics = "OTEL_EXPORTER_OTLP_METRICS";

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, Endpoint)]
    [InlineData(true, $"{Metrics}_ENDPOINT=http://127.0.0.1:4318/x")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=  ")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")]
    [InlineData(false, $"{Endpoint};OTEL_SDK_DISABLED=TRUE")]
    [InlineData(true, $"{Endpoint};OTEL_SDK_DISABLED=1")]
    [InlineData(true, $"{Endpoint};OTEL_SDK_DISABLED=")]
    [InlineData(false, $"{Endpoint};OTEL_METRICS_EXPORTER=none")]
    [InlineData(false, $"{Endpoint};OTEL_METRICS_EXPORTER=prometheus")]
    [InlineData(true, $"{Endpoint};OTEL_METRICS_EXPORTER=")]
    [InlineData(true, "OTEL_METRICS_EXPORTER=prometheus, otlp")]
    [InlineData(false, "OTEL_METRICS_EXPORTER=otlp;OTEL_SDK_DISABLED=true")]
    public void Metrics_are_exported_when_the_variables_ask_for_it(bool expected, string variables) =>
        Assert.Equal(expected, Read(variables) is not null);

    [Fact]
    public void The_variables_of_metrics_alone_are_read_here_and_the_others_by_the_sdk()
    {
        Assert.Equal(new(null, null, null, null), Read($"{Endpoint};OTEL_EXPORTER_OTLP_HEADERS=a=b"));
        Assert.Equal(
            new(new("http://127.0.0.1:4318/x"), "grpc", "a=b", 250),
            Read($"{Metrics}_ENDPOINT=http://127.0.0.1:4318/x;{Metrics}_PROTOCOL=grpc;{Metrics}_HEADERS=a=b;"
                + $"{Metrics}_TIMEOUT=250"));
        Assert.Equal(new(null, null, null, null), Read($"{Metrics}_ENDPOINT=nonsense;{Metrics}_TIMEOUT=-1"));
    }

    private static OtlpVariables? Read(string variables)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2))
            .ToDictionary(v => v[0], v => v[1]);
        return OtlpVariables.Read(values.GetValueOrDefault);
    }
}
