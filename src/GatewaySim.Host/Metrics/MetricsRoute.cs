namespace GatewaySim.Host.Metrics;

/// <summary><c>GET /metrics</c>, for Prometheus.</summary>
internal static class MetricsRoute
{
    /// <summary>Maps the route where it is wanted. Needs a <see cref="MetricCollector"/>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<MetricsOptions>().Enabled)
        {
            routes.MapGet("/metrics", (MetricCollector metrics) => Results.Text(
                PrometheusText.Of(metrics), PrometheusText.ContentType));
        }
    }
}
