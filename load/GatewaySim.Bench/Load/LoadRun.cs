using System.Diagnostics;
using System.Net;

namespace GatewaySim.Bench.Load;

/// <summary>Runs a plan in this process and counts.</summary>
internal sealed class LoadRun(LoadPlan plan) : IDisposable
{
    /// <summary>After the end, how long answers may still take.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    private readonly LatencyHistogram _latencies = new();
    private readonly CountdownEvent _running = new(plan.Connections);
    private long _from;
    private long _until;
    private long _taken;
    private long _requests;
    private long _answered;
    private long _errors;
    private long _lastAt;
    private string? _firstError;

    /// <summary>Sends, for as long as the plan says, and waits for the last answers.</summary>
    public LoadResult Run()
    {
        // 1. Everything is prepared before the clock starts.
        var server = new IPEndPoint(IPAddress.Parse(plan.Url.Host), plan.Url.Port);
        var connections = Enumerable.Range(0, plan.Connections)
            .Select(n => new LoadConnection(this, plan.Shape, Requests.Of(plan, n))).ToArray();
        foreach (var connection in connections)
        {
            connection.Connect(server);
        }

        var cpu = Environment.CpuUsage.TotalTime;

        // 2. Connections go on by themselves until the clock says stop.
        _from = Stopwatch.GetTimestamp() + TicksOf(plan.WarmUp);
        _until = _from + TicksOf(plan.Time);
        foreach (var connection in connections)
        {
            connection.Start();
        }

        if (!_running.Wait(plan.WarmUp + plan.Time + EndTimeout))
        {
            Broken($"{_running.CurrentCount} connections got no answer in {EndTimeout.TotalSeconds:0} s");
        }

        // 3. A run that was ended by its number of requests took until the last of them.
        var end = plan.RequestsMax > 0 && _taken >= plan.RequestsMax ? Math.Min(_until, _lastAt) : _until;
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return new(
            _requests, _answered, _errors, Math.Max(1e-9, (end - _from) / (double)Stopwatch.Frequency),
            MillisecondsOf(_latencies.Percentile(0.5)), MillisecondsOf(_latencies.Percentile(0.99)),
            MillisecondsOf(_latencies.Max), (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, _firstError ?? "");
    }

    public void Dispose() => _running.Dispose();

    /// <returns>False when no further request is to be sent.</returns>
    public bool TryTake() => Stopwatch.GetTimestamp() < _until
        && (plan.RequestsMax == 0 || Interlocked.Increment(ref _taken) <= plan.RequestsMax);

    public void Answered(long startedAt, long now)
    {
        Interlocked.Increment(ref _answered);
        if (now >= _from && now < _until)
        {
            Interlocked.Increment(ref _requests);
            _latencies.Add(now - startedAt);
            _lastAt = now;
        }
    }

    public void Failed(string answer)
    {
        Interlocked.Increment(ref _errors);
        Interlocked.CompareExchange(ref _firstError, answer.ReplaceLineEndings(" "), null);
    }

    public void Broken(string reason)
    {
        Failed(reason);
        Ended();
    }

    public void Ended()
    {
        if (!_running.IsSet)
        {
            _running.Signal();
        }
    }

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static double MillisecondsOf(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
