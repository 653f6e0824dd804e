using System.Diagnostics.Metrics;
using GatewaySim.Host.Metrics;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>The text that Prometheus reads, and the collector behind it.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private MetricCollector? _metrics;

    public void Dispose()
    {
        _metrics?.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Metrics_stand_in_order_with_help_type_and_unit()
    {
        Collect();
        var sent = _meter.CreateCounter<long>("z.bytes.sent", "By", "Sent bytes.\nOr \"so\" \\ about.");
        _meter.CreateObservableGauge("a.temperature", () => -1.5, "Cel", "How warm.");
        sent.Add(3);
        sent.Add(4);
        _meter.CreateCounter<long>("never.added");

        Assert.Equal(
            """
            # HELP a_temperature_Cel How warm.
            # TYPE a_temperature_Cel gauge
            # UNIT a_temperature_Cel Cel
            a_temperature_Cel -1.5
            # HELP z_bytes_sent_bytes_total Sent bytes.\nOr "so" \\ about.
            # TYPE z_bytes_sent_bytes_total counter
            # UNIT z_bytes_sent_bytes_total bytes
            z_bytes_sent_bytes_total 7

            """, Text());
        Assert.Equal(7, Page().Sum("z_bytes_sent_bytes_total"));
    }

    [Theory]
    [InlineData("gatewaysim.messages.accepted", "{message}", "Counter", "gatewaysim_messages_accepted_total")]
    [InlineData("gatewaysim.journal.commit.duration", "s", "Histogram", "gatewaysim_journal_commit_duration_seconds")]
    [InlineData("process.cpu.seconds", "s", "Counter", "process_cpu_seconds_total")]
    [InlineData("things.total", "", "Counter", "things_total")]
    [InlineData("cache.hits", "1", "Gauge", "cache_hits_ratio")]
    [InlineData("cache.hits", "1", "Counter", "cache_hits_total")]
    [InlineData("9lives-é", "", "Gauge", "_9lives__")]
    [InlineData("queue.wait", "ms", "Gauge", "queue_wait_milliseconds")]
    public void Names_follow_the_mapping_of_opentelemetry(string name, string unit, string kind, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, Enum.Parse<MetricKind>(kind)));

    [Fact]
    public void Labels_come_back_as_they_were_whatever_is_in_them()
    {
        Collect();
        const string nasty = "a\\b\"c\nd}, e=\"é\" 😀";
        _meter.CreateCounter<long>("odd").Add(1, new("the.text", nasty), new("flag", true), new("number", 409));

        var labels = Assert.Single(Page().Samples).Labels;
        Assert.Equal((nasty, "true", "409"), (labels["the_text"], labels["flag"], labels["number"]));
    }

    [Fact]
    public void A_histogram_counts_each_value_under_the_bounds_of_its_advice()
    {
        Collect();
        var times = _meter.CreateHistogram(
            "took", "s", "", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1] });
        foreach (var value in (double[])[0, 0.001, 0.0010001, 0.05, 0.1, 7])
        {
            times.Record(value, new KeyValuePair<string, object?>("route", "/x"));
        }

        times.Record(1, new KeyValuePair<string, object?>("route", "/y"));
        var page = Page();
        double Bucket(string le) => page.Sum("took_seconds_bucket", ("le", le), ("route", "/x"));
        Assert.Equal([2, 3, 5, 6], [Bucket("0.001"), Bucket("0.01"), Bucket("0.1"), Bucket("+Inf")]);
        Assert.Equal(6, page.Sum("took_seconds_count", ("route", "/x")));
        Assert.Equal(7.1520001, page.Sum("took_seconds_sum", ("route", "/x")), 9);
        Assert.Equal(1, page.Sum("took_seconds_count", ("route", "/y")));
    }

    [Fact]
    public void What_is_observed_no_more_is_not_shown_any_more_and_values_are_never_added_up()
    {
        Collect();
        List<string> there = ["a", "b"];
        _meter.CreateObservableCounter("seen", () => there.Select(
            t => new Measurement<long>(5, new KeyValuePair<string, object?>("who", t))));

        Assert.Equal(10, Page().Sum("seen_total"));
        Assert.Equal(10, Page().Sum("seen_total"));
        there.Remove("a");
        Assert.Equal("b", Assert.Single(Page().Samples).Labels["who"]);
    }

    [Fact]
    public void Series_beyond_the_limit_are_counted_in_one()
    {
        Collect(seriesMax: 10);
        var pushed = _meter.CreateCounter<long>("pushed");
        _meter.CreateObservableCounter("observed", () => Enumerable.Range(0, 25).Select(
            n => new Measurement<int>(2, new KeyValuePair<string, object?>("n", n))));
        for (var n = 0; n < 1_000; n++)
        {
            pushed.Add(1, new KeyValuePair<string, object?>("n", n));
            pushed.Add(1, new KeyValuePair<string, object?>("n", 3));
        }

        for (var scrape = 0; scrape < 2; scrape++)
        {
            var page = Page();
            Assert.Equal(11, page.Samples.Count(s => s.Name == "pushed_total"));
            Assert.Equal(990, page.Sum("pushed_total", ("otel_metric_overflow", "true")));
            Assert.Equal(1_001, page.Sum("pushed_total", ("n", "3")));
            Assert.Equal(30, page.Sum("observed_total", ("otel_metric_overflow", "true")));
        }
    }

    [Fact]
    public void Many_threads_lose_nothing()
    {
        Collect();
        var counter = _meter.CreateCounter<long>("counted");
        var times = _meter.CreateHistogram<double>("timed");
        Parallel.For(0, 8, thread =>
        {
            for (var n = 0; n < 20_000; n++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("n", n % 50));
                times.Record(n % 20, new KeyValuePair<string, object?>("n", n % 50));
                _ = n % 5_000 == 0 && thread == 0 ? Page() : null;
            }
        });

        var page = Page();
        Assert.Equal(160_000, page.Sum("counted_total"));
        Assert.Equal(160_000, page.Sum("timed_count"));
        Assert.Equal(160_000 * 9.5, page.Sum("timed_sum"), 3);
    }

    [Fact]
    public void A_measurement_of_a_known_series_allocates_nothing()
    {
        Collect();
        var times = _meter.CreateHistogram<double>("timed");
        KeyValuePair<string, object?>[] tags = [new("http.route", "/v2/messages"), new("code", (object)200)];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var n = 0; n < 1_000; n++)
            {
                times.Record(1, tags);
            }
        }));
    }

    [Theory]
    [InlineData("a 1")]
    [InlineData("# HELP a b\n# TYPE a counter\nb 1\n")]
    [InlineData("# HELP a b\n# TYPE a counter\na{b=\"c} 1\n")]
    [InlineData("# HELP a b\n# TYPE a counter\na 1\na 2\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 2\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    public void The_reader_of_these_tests_is_strict(string page) =>
        Assert.ThrowsAny<Exception>(() => PrometheusPage.Parse(page));

    private void Collect(int seriesMax = 2_000) =>
        _metrics = new(instrument => instrument.Meter == _meter, seriesMax);

    private string Text() => PrometheusText.Of(_metrics!);

    private PrometheusPage Page() => PrometheusPage.Parse(Text());
}
