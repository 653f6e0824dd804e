using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/reset</c>, <c>/_sim/snapshots</c>: the whole simulation, back to where it was.</summary>
internal sealed class SimulationEndpoint(ISimulation simulation)
{
    /// <summary><c>POST /_sim/reset</c>.</summary>
    public async Task<IResult> ResetAsync() => Replaced(await simulation.ResetAsync(), "");

    /// <summary><c>GET /_sim/snapshots</c>.</summary>
    public async Task<IResult> ListAsync() => Results.Json(
        new SnapshotsAnswer([.. (await simulation.ListSnapshotsAsync()).Select(Shown)]),
        ControlJson.Relaxed.SnapshotsAnswer);

    /// <summary><c>PUT /_sim/snapshots/{name}</c>.</summary>
    public async Task<IResult> TakeAsync(string name)
    {
        if (!SimulationName.IsGood(name))
        {
            return ControlError.BadName("name").ToResult();
        }

        var reply = await simulation.TakeSnapshotAsync(name);
        return reply.Taken is { } taken
            ? Results.Json(Shown(taken), ControlJson.Relaxed.ShownSnapshot)
            : Refused(reply.Refusal, name, reply.Because).ToResult();
    }

    /// <summary><c>POST /_sim/snapshots/{name}/restore</c>.</summary>
    public async Task<IResult> RestoreAsync(string name) => SimulationName.IsGood(name)
        ? Replaced(await simulation.RestoreAsync(name), name)
        : ControlError.NoSnapshot(name).ToResult();

    /// <summary><c>DELETE /_sim/snapshots/{name}</c>.</summary>
    public async Task<IResult> DeleteAsync(string name) =>
        SimulationName.IsGood(name) && await simulation.DeleteSnapshotAsync(name)
            ? Results.NoContent() : ControlError.NoSnapshot(name).ToResult();

    private static IResult Replaced(ReplaceReply reply, string name) => reply.Refusal == SimulationRefusal.None
        ? Results.Json(
            new TookAnswer(Math.Round(reply.Took.TotalMilliseconds, 1)), ControlJson.Relaxed.TookAnswer)
        : Refused(reply.Refusal, name, reply.Because).ToResult();

    private static ControlError Refused(SimulationRefusal refusal, string name, string because) => refusal switch
    {
        SimulationRefusal.TooMany => ControlError.TooManySnapshots,
        SimulationRefusal.NoSnapshot => ControlError.NoSnapshot(name),
        SimulationRefusal.BadSnapshot => ControlError.BadSnapshot(because),
        SimulationRefusal.Gone => ControlError.SandboxGone,
        _ => ControlError.Broken(because),
    };

    private static ShownSnapshot Shown(SnapshotInfo info) =>
        new(info.Name, info.Now is { } now ? Stamp.Of(now).ToString() : null, info.Bytes);
}
