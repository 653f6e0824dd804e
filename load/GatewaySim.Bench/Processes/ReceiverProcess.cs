using System.Globalization;
using System.Net.Http.Json;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Processes;

/// <summary>The consumer of webhooks: this program again, with a hidden verb.</summary>
internal sealed class ReceiverProcess(int delayMs)
    : ChildProcess(
        "GatewaySim.Bench.dll", ["receiver", "--delay", delayMs.ToString(CultureInfo.InvariantCulture)])
{
    private readonly HttpClient _http = new();
    private Uri? _url;

    /// <summary>Where webhooks are to go.</summary>
    public async Task<Uri> ReadyAsync(CancellationToken cancel)
    {
        _url = await UrlAsync(cancel);
        return new(_url, "/hook");
    }

    /// <summary>Counts from zero.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        using var answer = await _http.PostAsync(new Uri(_url!, "/begin"), null, cancel);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<ReceiverFigures> FiguresAsync(CancellationToken cancel) =>
        (await _http.GetFromJsonAsync<ReceiverFigures>(new Uri(_url!, "/figures"), cancel))!;

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }
}
