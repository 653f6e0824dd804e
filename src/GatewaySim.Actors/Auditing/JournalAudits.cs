using GatewaySim.Journal;
using GatewaySim.Journal.Auditing;

namespace GatewaySim.Actors.Auditing;

/// <summary>Audits of a journal that is written meanwhile: from its events, as projections are made. Thread-safe.
/// </summary>
/// <remarks>On a thread of its own, as reading may take long; shards and requests never wait for it.</remarks>
/// <param name="wall">The wall's clock: what the limit of time goes by.</param>
public sealed class JournalAudits(IJournal journal, AuditOptions options, TimeProvider wall) : IAudits
{
    private int _isRunning;

    /// <param name="gateway">Whose journal it is.</param>
    public static JournalAudits Of(Gateway gateway, AuditOptions options) =>
        new(gateway.Context.Journal, options, TimeProvider.System);

    public async Task<AuditReply> RunAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            return new(null, AuditRefusal.Busy);
        }

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(options.SecondsMax), wall);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var report = await Task.Factory.StartNew(
                () => ComplianceAudit.RunWithin(journal, options.RememberedMax, end.Token), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            return report is null ? new(null, AuditRefusal.TooLarge) : new(report);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, AuditRefusal.TooLong);
        }
        catch (JournalException)
        {
            return new(null, AuditRefusal.Failed);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }
}
