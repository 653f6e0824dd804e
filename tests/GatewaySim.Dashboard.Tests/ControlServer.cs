using GatewaySim.Actors;
using GatewaySim.Actors.Auditing;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Time;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Dashboard.Tests.Faults;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Dashboard.Tests;

/// <summary>The control routes on a real port, before fake senders.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ControlServer(
        WebApplication app, FakeSenders senders, FakeWebhooks webhooks, FakeClock clock,
        FakeConversations conversations, FakePhones phones, FakeAudits audits)
    {
        _app = app;
        (Conversations, Phones, Audits) = (conversations, phones, audits);
        Senders = senders;
        Webhooks = webhooks;
        Clock = clock;
        Client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public FakeSenders Senders { get; }

    public FakeWebhooks Webhooks { get; }

    public FakeClock Clock { get; }

    public FakeConversations Conversations { get; }

    public FakePhones Phones { get; }

    public FakeAudits Audits { get; }

    public FaultBoard Faults => _app.Services.GetRequiredService<FaultBoard>();

    public HttpClient Client { get; }

    public static async Task<ControlServer> StartAsync()
    {
        FakeSenders senders = new();
        FakeWebhooks webhooks = new();
        FakeClock clock = new();
        FakeConversations conversations = new();
        FakePhones phones = new();
        FakeAudits audits = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ISenders>(senders).AddSingleton<IReadiness>(senders)
            .AddSingleton<IWebhooks>(webhooks).AddSingleton<IClock>(clock)
            .AddSingleton<IConversations>(conversations).AddSingleton<IPhones>(phones)
            .AddSingleton<IAudits>(audits)
            .AddSingleton(new FaultBoard(9)).AddSingleton<IFaultDoor>(new FakeFaultDoor(Provider.RingCentral, "R-1"))
            .AddSingleton<IFaultDoor>(new FakeFaultDoor(Provider.Telnyx, "N-1"))
            .AddSingleton(new PublicKeys("S0VZ"));
        var app = builder.Build();
        app.MapControl().MapFaults().MapProbes();
        await app.StartAsync();
        return new(app, senders, webhooks, clock, conversations, phones, audits);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
