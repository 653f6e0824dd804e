using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GatewaySim.RingCentral.Access;

/// <summary>RingCentral's limits per user, application and group of calls.</summary>
/// <remarks>
/// Up to <see cref="RingCentralOptions.RateLimitCallersMax"/> callers a group are counted. Those who did not call for a
/// window make room; when none did, one more caller is answered 429 as for overload.
/// </remarks>
internal sealed class RateLimits(TimeProvider time, RingCentralOptions options)
{
    private const string GroupHeader = "X-Rate-Limit-Group";
    private const string LimitHeader = "X-Rate-Limit-Limit";
    private const string RemainingHeader = "X-Rate-Limit-Remaining";
    private const string WindowHeader = "X-Rate-Limit-Window";

    // Looking for idle callers is a walk through all, so a full table is not searched at every call.
    private const long SweepMs = 1000;

    private readonly Group[] _groups =
    [
        new("light", options.RateLimitLight),
        new("medium", options.RateLimitMedium),
        new("heavy", options.RateLimitHeavy),
        new("auth", options.RateLimitAuth),
    ];

    private readonly StringValues _window = options.RateLimitWindowSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Counts a call and says so in the headers of its answer.</summary>
    /// <returns>Null when the call may go on.</returns>
    public RingCentralError? Take(HttpContext http, ulong caller, RateGroup group)
    {
        var its = _groups[(int)group];
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!TryFind(its, caller, now, out var bucket))
        {
            return RingCentralErrors.TooManyRequests(options.OverloadRetrySeconds);
        }

        var isTaken = bucket.TryTake(now, out var remaining);
        var headers = http.Response.Headers;
        headers[GroupHeader] = its.Name;
        headers[LimitHeader] = its.LimitText;
        headers[RemainingHeader] = remaining.ToString(CultureInfo.InvariantCulture);
        headers[WindowHeader] = _window;
        return isTaken ? null
            : RingCentralErrors.TooManyRequests(options.RateLimitPenaltySeconds) with { IsRateLimit = true };
    }

    /// <summary>For an answer that another limit refuses.</summary>
    public static void RemoveHeaders(HttpResponse response)
    {
        foreach (var name in (ReadOnlySpan<string>)[GroupHeader, LimitHeader, RemainingHeader, WindowHeader])
        {
            response.Headers.Remove(name);
        }
    }

    /// <summary>Says that a limit is used up, whatever was counted.</summary>
    public static void AddExceeded(HttpResponse response, RingCentralOptions options, RateGroup group)
    {
        var limit = group == RateGroup.Auth ? options.RateLimitAuth : options.RateLimitLight;
        response.Headers[GroupHeader] = group == RateGroup.Auth ? "auth" : "light";
        response.Headers[LimitHeader] = limit.ToString(CultureInfo.InvariantCulture);
        response.Headers[RemainingHeader] = "0";
        response.Headers[WindowHeader] = options.RateLimitWindowSeconds.ToString(CultureInfo.InvariantCulture);
    }

    private bool TryFind(Group group, ulong caller, long now, out RateBucket bucket)
    {
        if (group.Buckets.TryGetValue(caller, out bucket!))
        {
            return true;
        }

        if (group.Buckets.Count >= options.RateLimitCallersMax)
        {
            if (now < group.NextSweep)
            {
                return false;
            }

            group.NextSweep = now + SweepMs;
            foreach (var (other, idle) in group.Buckets)
            {
                if (idle.IsIdle(now))
                {
                    group.Buckets.TryRemove(other, out _);
                }
            }

            if (group.Buckets.Count >= options.RateLimitCallersMax)
            {
                return false;
            }
        }

        bucket = group.Buckets.GetOrAdd(caller, _ => new(
            group.Limit, options.RateLimitWindowSeconds * 1000L, options.RateLimitPenaltySeconds * 1000L));
        return true;
    }

    private sealed class Group(string name, int limit)
    {
        public StringValues Name { get; } = name;

        public int Limit => limit;

        public StringValues LimitText { get; } = limit.ToString(CultureInfo.InvariantCulture);

        public ConcurrentDictionary<ulong, RateBucket> Buckets { get; } = new();

        public long NextSweep { get; set; } = long.MinValue;
    }
}
