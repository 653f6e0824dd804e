using GatewaySim.Actors;
using GatewaySim.Host.Options;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Host.Serving;

/// <summary>The gateway on its data directory, without a port.</summary>
internal sealed class GatewayNode : IDisposable
{
    private GatewayNode(IJournal journal, Gateway gateway) => (Journal, Gateway) = (journal, gateway);

    public IJournal Journal { get; }

    public Gateway Gateway { get; }

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
                settings.Get<ShardOptions>(), logs.CreateLogger<Gateway>(), cancel);
            return new(journal, gateway);
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
