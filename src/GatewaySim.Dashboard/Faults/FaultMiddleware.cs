using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewaySim.Dashboard.Faults;

/// <summary>
/// Stands before the front doors and makes calls fail as the plan says. Without a plan it costs one read.
/// </summary>
internal sealed class FaultMiddleware(
    RequestDelegate next, FaultBoard board, IReadOnlyList<IFaultDoor> doors, Func<IWebhooks> webhooks,
    TimeProvider wall)
{
    /// <summary>How often a slow body gets on.</summary>
    private static readonly TimeSpan DripEvery = TimeSpan.FromMilliseconds(100);

    public Task InvokeAsync(HttpContext http)
    {
        var plan = board.Plan;
        return plan.OfDoors.Count == 0 || doors.FirstOrDefault(d => d.Serves(http.Request)) is not { } door
            ? next(http)
            : EnterAsync(http, plan, door);
    }

    private async Task EnterAsync(HttpContext http, FaultPlan plan, IFaultDoor door)
    {
        var faults = CallFaults.Draw(plan, door, http.Request);
        if (!faults.IsAny)
        {
            await next(http);
            return;
        }

        // Who hangs up while the call is held back has not made it.
        await WaitAsync(faults.WaitBefore, plan, http.RequestAborted);
        if (faults.Refusal is { Kind: FaultKind.Reset, When: FaultMoment.Before })
        {
            http.Abort();
        }
        else if (faults.NeedsAnswer)
        {
            await HoldAsync(http, plan, door, faults);
        }
        else
        {
            await AnswerAsync(http, door, faults.Refusal);
        }
    }

    private Task AnswerAsync(HttpContext http, IFaultDoor door, FaultRule? refusal) =>
        refusal is { When: FaultMoment.Before } ? RefuseAsync(http, door, refusal) : next(http);

    /// <summary>Has the call carried out, takes its answer and sees to what becomes of that.</summary>
    private async Task HoldAsync(HttpContext http, FaultPlan plan, IFaultDoor door, CallFaults faults)
    {
        using var answer = new MemoryStream();
        await CatchAsync(http, answer, () => AnswerAsync(http, door, faults.Refusal));
        if (faults.Early is { } early && door.MessageIn(answer.GetBuffer().AsSpan(0, (int)answer.Length)) is { } id
            && await webhooks().IsToldAsync(id))
        {
            var told = plan.Receipts!.WhenTold(id, early.UntilFinal);
            await WaitAsync(told, early.Span, plan, http.RequestAborted);
            plan.Receipts.Forget(id, told);
        }

        await WaitAsync(faults.WaitAfter, plan, http.RequestAborted);
        switch (faults.Refusal)
        {
            case { Kind: FaultKind.Reset, When: FaultMoment.After }:
                http.Abort();
                return;
            case { Kind: FaultKind.Reset, When: FaultMoment.During }:
                await SendAsync(http, answer.GetBuffer().AsMemory(0, (int)answer.Length / 2), plan, faults);
                await http.Response.Body.FlushAsync(http.RequestAborted);

                // What was flushed is in the server's buffers; a reset right away would take it along.
                await WaitAsync(DripEvery, plan, http.RequestAborted);
                http.Abort();
                return;
            case { When: FaultMoment.After } refusal:
                http.Response.Clear();
                answer.SetLength(0);
                await CatchAsync(http, answer, () => RefuseAsync(http, door, refusal));
                break;
        }

        await SendAsync(http, answer.GetBuffer().AsMemory(0, (int)answer.Length), plan, faults);
    }

    private static Task RefuseAsync(HttpContext http, IFaultDoor door, FaultRule refusal) => refusal.Kind switch
    {
        FaultKind.RateLimit => door.RefuseAsync(http, refusal.Count),
        FaultKind.Token => door.RefuseAsync(http, refusal.Code ?? door.TokenCodes[0], status: null),
        _ => door.RefuseAsync(http, refusal.Code ?? door.ErrorCodes[0], refusal.Status),
    };

    /// <summary>Keeps what is answered in memory; status and headers stay where they are.</summary>
    private static async Task CatchAsync(HttpContext http, MemoryStream answer, Func<Task> call)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var caught = new StreamResponseBodyFeature(answer);
        http.Features.Set<IHttpResponseBodyFeature>(caught);
        try
        {
            await call();
            await caught.CompleteAsync();
        }
        finally
        {
            http.Features.Set(body);
        }
    }

    private async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> bytes, FaultPlan plan, CallFaults faults)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        // The status line and the headers come at once, the body at its pace.
        var aborted = http.RequestAborted;
        if (faults.BytesPerSecond is { } rate)
        {
            await http.Response.StartAsync(aborted);
            var drop = Math.Max(1, (int)(rate * DripEvery.TotalSeconds));
            var each = TimeSpan.FromSeconds((double)drop / rate);
            while (!bytes.IsEmpty && !plan.Ended.IsCancellationRequested)
            {
                await WaitAsync(each, plan, aborted);
                var now = Math.Min(drop, bytes.Length);
                await http.Response.Body.WriteAsync(bytes[..now], aborted);
                await http.Response.Body.FlushAsync(aborted);
                bytes = bytes[now..];
            }
        }

        await http.Response.Body.WriteAsync(bytes, aborted);
    }

    /// <summary>Waits by the wall's clock; not on once the plan is over.</summary>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    private Task WaitAsync(TimeSpan span, FaultPlan plan, CancellationToken aborted) => span <= TimeSpan.Zero
        ? Task.CompletedTask
        : WaitAsync(new TaskCompletionSource().Task, span, plan, aborted);

    /// <summary>Waits for something, but no longer than so long.</summary>
    private async Task WaitAsync(Task what, TimeSpan atMost, FaultPlan plan, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, plan.Ended);
        try
        {
            await what.WaitAsync(atMost, wall, either.Token);
        }
        catch (TimeoutException)
        {
            // As long as it may.
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // Let go.
        }
    }
}
