using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.RingCentral.Tests.Subscriptions;
using GatewaySim.Testing;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>The real gateway of a file behind the real routes, on a clock that stands, and two receivers.</summary>
internal sealed class GoldenScene : IAsyncDisposable
{
    private static readonly string[] HeadersLeftOut =
        ["Date", "Server", "Content-Length", "Transfer-Encoding", "RCRequestId", "RoutingKey"];

    private readonly TestGateway _gateway;
    private readonly BreakableJournal _journal;
    private readonly SteppedTime _time;
    private readonly HttpTransport _transport = new(new());
    private readonly HttpClient _client = new();
    private readonly GoldenNames _names;
    private Receiver? _receiver;
    private Receiver? _secure;
    private TestDoor? _door;

    private GoldenScene(TestGateway gateway, BreakableJournal journal, SteppedTime time, GoldenNames names) =>
        (_gateway, _journal, _time, _names) = (gateway, journal, time, names);

    public static async Task<GoldenScene> OpenAsync(string settingsText, GoldenNames names)
    {
        var settings = new GoldenSettings(settingsText);
        var (time, journal) = (new SteppedTime(), new BreakableJournal());
        var gateway = await TestGateway.StartAsync(
            settings.Read<GatewayOptions>("Gateway"), settings.Read<ConsentOptions>("Consent"),
            settings.Read<ShardOptions>("Shards"), time, journal);
        var scene = new GoldenScene(gateway, journal, time, names);
        await scene.OpenDoorAsync(settings);
        return scene;
    }

    /// <summary>Does what a case says, and gives the answer as it stands in a file.</summary>
    public async Task<string> RunAsync(GoldenCase its)
    {
        foreach (var order in its.Orders)
        {
            await ObeyAsync(order.Split(' '));
        }

        var url = _names.Fill("{{server}}" + its.Path);
        using var request = new HttpRequestMessage(new(its.Method), url);
        if (its.Body.Length > 0 || its.Headers.Any(h => h.Name == "Content-Type"))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_names.Fill(its.Body)));
        }

        if (its.Path.StartsWith("/restapi/v", StringComparison.Ordinal) &&
            its.Headers.All(h => h.Name != "Authorization"))
        {
            request.Headers.Authorization = _door!.Client.DefaultRequestHeaders.Authorization;
        }

        foreach (var (name, value) in its.Headers.Where(h => h.Value.Length > 0))
        {
            _ = request.Headers.TryAddWithoutValidation(name, _names.Fill(value)) ||
                request.Content!.Headers.TryAddWithoutValidation(name, _names.Fill(value));
        }

        using var response = await _client.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        await SettleAsync();
        return _names.Name(Describe(answer));
    }

    public async ValueTask DisposeAsync()
    {
        await _door!.DisposeAsync();
        _client.Dispose();
        _transport.Dispose();
        _gateway.Dispose();
        foreach (var receiver in new[] { _receiver, _secure }.OfType<Receiver>())
        {
            await receiver.DisposeAsync();
        }
    }

    private static string Describe(Answer answer)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{(int)answer.Status}\n");
        foreach (var (name, value) in answer.Headers.Where(h => !HeadersLeftOut.Contains(h.Key)).OrderBy(h => h.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        // A carriage return has a sign of its own, as nobody sees it in a file.
        return text.Append('\n').Append(answer.Body.Replace("\r", "␍", StringComparison.Ordinal)).ToString()
            .TrimEnd('\n');
    }

    private async Task OpenDoorAsync(GoldenSettings settings)
    {
        _receiver = await Receiver.OpenAsync();
        _secure = await Receiver.OpenAsync(https: true);
        _door = await TestDoor.OpenAsync(
            settings.Read<RingCentralOptions>("RingCentral"), _gateway.Senders,
            settings.Read<SubscriptionOptions>("RingCentralSubscriptions"), _transport, time: _time);
        _names.Set("server", _door.Client.BaseAddress!.ToString().TrimEnd('/'));
        _names.Set("token", _door.Client.DefaultRequestHeaders.Authorization!.Parameter!);
        _names.Set("receiver", _receiver.Url);
        _names.Set("secure_receiver", _secure.Url);

        // The port was free a moment ago.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _names.Set("nobody", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook");
    }

    private async Task ObeyAsync(string[] words)
    {
        switch (words)
        {
            case ["gateway", ..]:
                break;
            case ["text", var from, var to, .. var body]:
                await _gateway.TextAsync(from, to, string.Join(' ', body));
                break;
            case ["wait", var seconds]:
                _time.Advance(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                break;
            case ["journal", var state]:
                _journal.IsBroken = state == "broken";
                break;
            case ["receiver", var how]:
                _receiver!.Answer = http => AnswerAsync(http, how);
                break;
            default:
                throw new FormatException($"No order '{string.Join(' ', words)}'.");
        }
    }

    private static async Task AnswerAsync(HttpContext http, string how)
    {
        await Receiver.EchoAsync(http);
        switch (how)
        {
            case "echoes":
                break;
            case "forgets-the-token":
                http.Response.Headers.Remove("Validation-Token");
                break;
            default:
                http.Response.StatusCode = int.Parse(how, CultureInfo.InvariantCulture);
                break;
        }
    }

    /// <summary>Until every batch is with the carrier: nothing moves after that but the clock.</summary>
    private async Task SettleAsync()
    {
        var open = new BatchQuery(DemoAccount.Id, null, null, null, Complete: false, null, 1);
        while (!_journal.IsBroken && _gateway.Senders.Read.ListBatches(open).Count > 0)
        {
            await Task.Yield();
        }
    }
}
