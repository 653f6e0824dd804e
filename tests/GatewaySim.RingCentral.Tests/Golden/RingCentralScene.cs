using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.RingCentral.Tests.Subscriptions;
using GatewaySim.Testing;
using GatewaySim.Testing.Golden;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Tests.Golden;

/// <summary>RingCentral's routes, and two receivers.</summary>
internal sealed partial class RingCentralScene : GoldenScene
{
    private static readonly HashSet<string> LeftOut =
        ["Date", "Server", "Content-Length", "Transfer-Encoding", "RCRequestId", "RoutingKey"];

    private readonly HttpTransport _transport = new(new());
    private Receiver? _receiver;
    private Receiver? _secure;
    private TestDoor? _door;

    private RingCentralScene(TestGateway gateway, BreakableJournal journal, SteppedTime time, GoldenNames names)
        : base(gateway, journal, time, names)
    {
    }

    protected override IReadOnlySet<string> HeadersLeftOut => LeftOut;

    /// <summary>Tokens and sessions differ from run to run.</summary>
    public static GoldenNames NewNames() => new(Made());

    public static async Task<GoldenScene> OpenAsync(GoldenSettings settings, GoldenNames names)
    {
        var (time, journal) = (new SteppedTime(), new BreakableJournal());
        var gateway = await TestGateway.StartAsync(
            settings.Read<GatewayOptions>("Gateway"), settings.Read<ConsentOptions>("Consent"),
            settings.Read<ShardOptions>("Shards"), time, journal);
        var scene = new RingCentralScene(gateway, journal, time, names);
        await scene.OpenDoorAsync(settings);
        return scene;
    }

    public override async ValueTask DisposeAsync()
    {
        await _door!.DisposeAsync();
        await base.DisposeAsync();
        _transport.Dispose();
        foreach (var receiver in new[] { _receiver, _secure }.OfType<Receiver>())
        {
            await receiver.DisposeAsync();
        }
    }

    protected override string? AuthorizationOf(GoldenCase its) =>
        its.Path.StartsWith("/restapi/v", StringComparison.Ordinal)
            ? _door!.Client.DefaultRequestHeaders.Authorization!.ToString()
            : null;

    protected override void Check(IReadOnlyDictionary<string, string> headers) =>
        Assert.True(Guid.TryParse(headers.GetValueOrDefault("RCRequestId"), out _));

    protected override Task ObeyAsync(string[] words)
    {
        if (words is not ["receiver", var how])
        {
            return base.ObeyAsync(words);
        }

        _receiver!.Answer = http => AnswerAsync(http, how);
        return Task.CompletedTask;
    }

    /// <summary>Until every batch is with the carrier.</summary>
    protected override async Task SettleAsync()
    {
        var open = new BatchQuery(DemoAccount.Id, null, null, null, Complete: false, null, 1);
        while (!Journal.IsBroken && Gateway.Senders.Read.ListBatches(open).Count > 0)
        {
            await Task.Yield();
        }
    }

    private async Task OpenDoorAsync(GoldenSettings settings)
    {
        _receiver = await Receiver.OpenAsync();
        _secure = await Receiver.OpenAsync(https: true);
        _door = await TestDoor.OpenAsync(
            settings.Read<RingCentralOptions>("RingCentral"), Gateway.Senders,
            settings.Read<SubscriptionOptions>("RingCentralSubscriptions"), _transport, time: Time);
        Names.Set("server", _door.Client.BaseAddress!.ToString().TrimEnd('/'));
        Names.Set("token", _door.Client.DefaultRequestHeaders.Authorization!.Parameter!);
        Names.Set("receiver", _receiver.Url);
        Names.Set("secure_receiver", _secure.Url);
        Names.Set("nobody", AddressOfNobody());
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

    [GeneratedRegex(
        """
        "(?<kind>access_token|refresh_token|session_id|endpoint_id)":"(?<value>[\w-]{32,})"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Made();
}
