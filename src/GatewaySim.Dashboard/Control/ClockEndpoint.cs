using System.Buffers;
using System.Globalization;
using System.Xml;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/clock</c>: what time it is in the simulation, how fast it passes, and moving it on.</summary>
internal static class ClockEndpoint
{
    /// <summary>How far one advance may go.</summary>
    public const int DaysMax = 366;

    private static readonly string[] Known = ["speed", "paused", "advanceBy", "advanceTo"];

    /// <summary><c>GET /_sim/clock</c>.</summary>
    public static IResult Show(IClock clock)
    {
        var status = clock.Status;
        return Results.Json(
            new ClockAnswer(
                Stamp.Of(status.Now).ToString(), Stamp.Of(status.Wall).ToString(), status.Speed.ToString(),
                status.IsPaused, status.IsAdvancing, status.NextDue?.ToString()),
            ControlJson.Relaxed.ClockAnswer);
    }

    /// <summary>
    /// <c>POST /_sim/clock</c>: answers like GET, when everything due up to the moment is done.
    /// </summary>
    public static async Task<IResult> ChangeAsync(HttpContext http, IClock clock)
    {
        var (change, error) = await FlatBody.ReadAsync(http, Parse);
        if (change is null)
        {
            return error!.ToResult();
        }

        var now = clock.Status.Now;
        var to = change.To ?? now + (change.By ?? TimeSpan.Zero);
        if (to < now || to > now.AddDays(DaysMax))
        {
            return ControlError.TooFar.ToResult();
        }

        var isMoved = change.To is not null || change.By is not null;
        if (isMoved && clock.Status.IsAdvancing)
        {
            return ControlError.ClockBusy.ToResult();
        }

        if (change.Speed is { } speed)
        {
            clock.SetSpeed(speed);
        }

        if (change.IsPaused is { } paused)
        {
            (paused ? (Action)clock.Pause : clock.Resume)();
        }

        try
        {
            return isMoved && !await clock.AdvanceAsync(to, http.RequestAborted)
                ? ControlError.ClockBusy.ToResult()
                : Show(clock);
        }
        catch (OperationCanceledException)
        {
            // Or the caller hung up, and nobody reads this.
            return ControlError.AdvanceEnded.ToResult();
        }
    }

    private static (Change?, ControlError?) Parse(ReadOnlySequence<byte> utf8)
    {
        var (fields, error) = FlatBody.Read(utf8, Known, scalars: true);
        if (fields is null)
        {
            return (null, error);
        }

        Change change = new();
        if (fields.GetValueOrDefault("speed") is { } speedText)
        {
            if (!ClockSpeed.TryParse(speedText, out var speed))
            {
                return (null, ControlError.BadSpeed);
            }

            change = change with { Speed = speed };
        }

        if (fields.GetValueOrDefault("paused") is { } pausedText)
        {
            if (pausedText is not ("true" or "false"))
            {
                return (null, ControlError.BadPaused);
            }

            change = change with { IsPaused = pausedText == "true" };
        }

        if (fields.GetValueOrDefault("advanceBy") is { } spanText)
        {
            if (!TrySpan(spanText, out var span))
            {
                return (null, ControlError.BadSpan);
            }

            change = change with { By = span };
        }

        if (fields.GetValueOrDefault("advanceTo") is { } timeText)
        {
            if (!Stamp.TryParse(timeText, out var time))
            {
                return (null, ControlError.BadTime("advanceTo"));
            }

            change = change with { To = time.Time };
        }

        return change is { By: not null, To: not null } ? (null, ControlError.TwoAdvances)
            : change == new Change() ? (null, ControlError.NotAnObject(Known))
            : (change, null);
    }

    /// <summary>Months and years have no certain length, so they are refused.</summary>
    private static bool TrySpan(string text, out TimeSpan span)
    {
        span = default;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            var isSpan = seconds <= TimeSpan.FromDays(DaysMax).TotalSeconds;
            span = isSpan ? TimeSpan.FromSeconds(seconds) : default;
            return isSpan;
        }

        var date = text.Split('T')[0];
        if (text.Length > 64 || !text.StartsWith('P') || date.Contains('Y', StringComparison.Ordinal)
            || date.Contains('M', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            // A week is no part of what the platform reads.
            span = text.EndsWith('W')
                ? TimeSpan.FromDays(7 * int.Parse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture))
                : XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    private sealed record Change(
        ClockSpeed? Speed = null, bool? IsPaused = null, TimeSpan? By = null, DateTimeOffset? To = null);
}
