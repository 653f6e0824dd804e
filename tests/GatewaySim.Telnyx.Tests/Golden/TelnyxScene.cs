using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySim.Actors;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Telnyx.Tests.Webhooks;
using GatewaySim.Testing;
using GatewaySim.Testing.Golden;

namespace GatewaySim.Telnyx.Tests.Golden;

/// <summary>Telnyx's routes, and a receiver of webhooks.</summary>
internal sealed partial class TelnyxScene : GoldenScene
{
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Server", "Content-Length", "Transfer-Encoding", "Request-Id", "x-request-id",
    };

    private readonly TelnyxServer _server;
    private readonly WebhookReceiver _receiver;
    private readonly WebhookEngine _webhooks;

    private TelnyxScene(
        TestGateway gateway, BreakableJournal journal, SteppedTime time, GoldenNames names, TelnyxServer server,
        WebhookReceiver receiver)
        : base(gateway, journal, time, names)
    {
        (_server, _receiver) = (server, receiver);
        _webhooks = server.DeliverWebhooks(gateway.Gateway);
        names.Set("server", server.Client.BaseAddress!.ToString().TrimEnd('/'));
        names.Set("receiver", receiver.Url("/hook"));
        names.Set("second_receiver", receiver.Url("/second"));
    }

    protected override IReadOnlySet<string> HeadersLeftOut => LeftOut;

    /// <summary>What differs from run to run.</summary>
    public static GoldenNames NewNames() => new(Made());

    public static async Task<GoldenScene> OpenAsync(GoldenSettings settings, GoldenNames names)
    {
        var (time, journal) = (new SteppedTime(), new BreakableJournal());
        var options = settings.Read<TelnyxOptions>("Telnyx");
        var gateway = await TestGateway.StartAsync(
            settings.Read<GatewayOptions>("Gateway"), settings.Read<ConsentOptions>("Consent"),
            settings.Read<ShardOptions>("Shards"), time, journal, options.ToPrices(),
            settings.Read<PacingOptions>("Pacing"));
        return new TelnyxScene(
            gateway, journal, time, names, await TelnyxServer.StartAsync(gateway.Senders, options),
            await WebhookReceiver.StartAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        _webhooks.Dispose();
        await _server.DisposeAsync();
        await base.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    protected override string? AuthorizationOf(GoldenCase its) => "Bearer KEY1";

    protected override void Check(IReadOnlyDictionary<string, string> headers)
    {
        Assert.True(Guid.TryParse(headers.GetValueOrDefault("Request-Id"), out _));
        Assert.Equal(headers["Request-Id"], headers.GetValueOrDefault("x-request-id"));
    }

    protected override async Task ObeyAsync(string[] words)
    {
        switch (words)
        {
            case ["receiver", var path, var status]:
                var code = int.Parse(status, CultureInfo.InvariantCulture);
                var known = _receiver.StatusOf;
                _receiver.StatusOf = c => c.Path == path ? code : known(c);
                break;
            case ["wait", _]:
                await base.ObeyAsync(words);
                await SettleAsync();
                break;
            default:
                await base.ObeyAsync(words);
                break;
        }
    }

    /// <summary>Until every webhook is told that is due.</summary>
    protected override Task SettleAsync() => _webhooks.RestAsync();

    [GeneratedRegex(
        """
        "(?<kind>order_id)":"(?<value>[^"]+)"|\["telnyx-(?<kind>signature)-ed25519","(?<value>[^"]+)"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Made();
}
