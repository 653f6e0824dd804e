namespace GatewaySim.Bench.Load;

/// <summary>One measurement: what, whereto, how many at once, how long.</summary>
/// <param name="Token">What stands behind <c>Authorization: Bearer</c>.</param>
/// <param name="Connections">Each has one request under way at any time (a closed loop, no pipelining).</param>
/// <param name="WarmUp">Sent before the measurement; its errors count, its times do not.</param>
/// <param name="RequestsMax">Ends the measurement early; 0 for no end but the time.</param>
internal sealed record LoadPlan(
    Uri Url, LoadShape Shape, string Token, int Connections, TimeSpan WarmUp, TimeSpan Time, long RequestsMax);

/// <summary>What came of it.</summary>
/// <param name="Requests">Answered as expected inside the measured time.</param>
/// <param name="Answered">The same, warm-up included.</param>
/// <param name="Errors">Other answers and broken connections, warm-up included.</param>
/// <param name="Seconds">The measured time.</param>
/// <param name="CpuSeconds">What the generator itself took, warm-up included.</param>
/// <param name="FirstError">Empty when there was none.</param>
internal sealed record LoadResult(
    long Requests, long Answered, long Errors, double Seconds, double P50Ms, double P99Ms, double MaxMs,
    double CpuSeconds, string FirstError)
{
    public double RequestsPerSecond => Requests / Seconds;
}
