using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/reset</c>, <c>/_sim/snapshots</c>: the whole simulation, back to where it was.</summary>
internal sealed class SimulationEndpoint(ISimulation simulation)
{
    /// <summary><c>POST /_sim/reset</c>.</summary>
    public async Task<IResult> ResetAsync() => Took(await simulation.ResetAsync());

    /// <summary><c>GET /_sim/snapshots</c>.</summary>
    public IResult List() => Results.Json(
        new SnapshotsAnswer([.. simulation.ListSnapshots().Select(Shown)]), ControlJson.Relaxed.SnapshotsAnswer);

    /// <summary><c>PUT /_sim/snapshots/{name}</c>.</summary>
    public async Task<IResult> TakeAsync(string name) =>
        !SimulationName.IsGood(name) ? ControlError.BadName("name").ToResult()
        : await simulation.TakeSnapshotAsync(name) is { } taken
            ? Results.Json(Shown(taken), ControlJson.Relaxed.ShownSnapshot)
            : ControlError.TooManySnapshots.ToResult();

    /// <summary><c>POST /_sim/snapshots/{name}/restore</c>.</summary>
    public async Task<IResult> RestoreAsync(string name) =>
        SimulationName.IsGood(name) && await simulation.RestoreAsync(name) is { } took
            ? Took(took) : ControlError.NoSnapshot(name).ToResult();

    /// <summary><c>DELETE /_sim/snapshots/{name}</c>.</summary>
    public async Task<IResult> DeleteAsync(string name) =>
        SimulationName.IsGood(name) && await simulation.DeleteSnapshotAsync(name)
            ? Results.NoContent() : ControlError.NoSnapshot(name).ToResult();

    private static IResult Took(TimeSpan span) =>
        Results.Json(new TookAnswer(Math.Round(span.TotalMilliseconds, 1)), ControlJson.Relaxed.TookAnswer);

    private static ShownSnapshot Shown(SnapshotInfo info) =>
        new(info.Name, Stamp.Of(info.Now).ToString(), info.Bytes);
}
