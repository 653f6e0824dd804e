using GatewaySim.Actors;
using GatewaySim.Host.Options;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Serving;

/// <summary>The gateway on its data directory, without a port.</summary>
internal sealed class GatewayNode : IDisposable
{
    private GatewayNode(IJournal journal, Gateway gateway, TokenKey tokenKey, TelnyxSigningKey signingKey) =>
        (Journal, Gateway, TokenKey, SigningKey) = (journal, gateway, tokenKey, signingKey);

    public IJournal Journal { get; }

    public Gateway Gateway { get; }

    public TokenKey TokenKey { get; }

    public TelnyxSigningKey SigningKey { get; }

    /// <summary>Opens the data directory, or makes it, and brings every shard up to date.</summary>
    /// <exception cref="JournalException">The directory cannot be used.</exception>
    public static async Task<GatewayNode> StartAsync(
        Settings settings, TimeProvider time, ILoggerFactory logs, CancellationToken cancel)
    {
        var journal = SqliteJournal.Open(
            settings.Journal.Directory, settings.Simulation.Shards, settings.Simulation.Seed);
        try
        {
            var gateway = await Gateway.StartAsync(
                journal, time, settings.Get<GatewayOptions>(), settings.Get<ConsentOptions>(),
                settings.Get<ShardOptions>(), logs.CreateLogger<Gateway>(), cancel,
                settings.Get<TelnyxOptions>().ToPrices());
            var directory = settings.Journal.Directory;
            return new(journal, gateway, KeyFile.OpenTokenKey(directory), KeyFile.OpenSigningKey(directory));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>To be called when no request is under way any more.</summary>
    public void Dispose()
    {
        Gateway.Dispose();
        Journal.Dispose();
    }
}
