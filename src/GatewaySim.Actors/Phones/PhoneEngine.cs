using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors.Phones;

/// <summary>Lets phones answer while the program runs: one thread, which sleeps while no phone has a script.</summary>
public sealed class PhoneEngine : IPhones, IDisposable
{
    /// <summary>How long a number's owner that was too busy is left alone.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(20);

    private readonly Gateway _gateway;
    private readonly PhoneOptions _options;
    private readonly PhonePump _pump;
    private readonly PumpThread<Stamp?> _thread;
    private bool _isListening;

    private PhoneEngine(Gateway gateway, PhoneOptions options, ILogger logger)
    {
        (_gateway, _options) = (gateway, options);
        var context = gateway.Context;
        _pump = new(context.Journal, context.Tail, () => context.Clock.Now, options, context.Gateway.MagicNumbers, Say);
        _thread = new(
            "phones", gateway, Step, () => context.Tail.Moved -= Wake, End,
            error => PhoneLog.PumpFailed(logger, error));
    }

    /// <summary>Begins where the last run ended.</summary>
    public static PhoneEngine Start(Gateway gateway, PhoneOptions options, ILogger logger)
    {
        var engine = new PhoneEngine(gateway, options, logger);
        engine.Listen();
        engine._thread.Start();
        return engine;
    }

    /// <summary>
    /// Whether it hears of new events: only while a phone has a script, numbers are magic, or an answer waits.
    /// </summary>
    internal bool IsListening => Volatile.Read(ref _isListening);

    public Task<PhoneStatus> StatusAsync() => _thread.AskAsync(() => new PhoneStatus(
        _pump.Rules, _pump.Waiting, _pump.IsNeeded ? _pump.Behind : 0, _pump.Heard, _pump.Lost, _pump.NextDue));

    public Task<PhoneBehaviour?> FindAsync(PhoneNumber phone) =>
        _thread.AskAsync(() => _pump.Rules.Numbers.GetValueOrDefault(phone));

    public Task SetSharesAsync(IReadOnlyList<PhoneShare> shares) =>
        ChangeAsync(rules => new(rules.Numbers, shares));

    public Task<bool> SetAsync(PhoneNumber phone, PhoneBehaviour behaviour) => ChangeAsync(rules =>
        rules.Numbers.Count >= _options.NumbersMax && !rules.Numbers.ContainsKey(phone)
            ? null
            : new(new Dictionary<PhoneNumber, PhoneBehaviour>(rules.Numbers) { [phone] = behaviour }, rules.Shares));

    public Task<bool> RemoveAsync(PhoneNumber phone) => ChangeAsync(rules =>
    {
        var others = new Dictionary<PhoneNumber, PhoneBehaviour>(rules.Numbers);
        return others.Remove(phone) ? new(others, rules.Shares) : null;
    });

    public Task ResetAsync() => _thread.AskAsync(() =>
    {
        _pump.Set(null);
        Listen();
        return true;
    });

    /// <summary>Waits until every answer is given that is due as of now.</summary>
    /// <returns>When the next one is due; null for none.</returns>
    internal Task<Stamp?> RestAsync() => IsListening ? _thread.RestAsync() : Task.FromResult<Stamp?>(null);

    /// <summary>Looks again, at once. From any thread.</summary>
    internal void Wake() => _thread.Wake();

    /// <summary>Ends, and notes how far it came.</summary>
    public void Dispose() => _thread.Dispose();

    private Task<bool> ChangeAsync(Func<PhoneRules, PhoneRules?> change) => _thread.AskAsync(() =>
    {
        if (change(_pump.Rules) is not { } rules)
        {
            return false;
        }

        _pump.Set(rules);
        Listen();
        return true;
    });

    /// <summary>Hears of new events only while there is a script, so that nobody pays for it otherwise.</summary>
    private void Listen()
    {
        if (_pump.IsNeeded == _isListening)
        {
            return;
        }

        Volatile.Write(ref _isListening, !_isListening);
        if (_isListening)
        {
            _gateway.Context.Tail.Moved += Wake;
        }
        else
        {
            _gateway.Context.Tail.Moved -= Wake;
        }
    }

    private void Step()
    {
        var next = _pump.IsNeeded ? _pump.Step() : null;
        Listen();
        if (_pump.IsAtRest || !_isListening)
        {
            _thread.Rested(() => _pump.NextDue);
        }

        if (_pump.IsRefused)
        {
            _thread.Sleep(BusyWait);
        }
        else if (next is null)
        {
            _thread.Sleep(Timeout.InfiniteTimeSpan);
        }
        else
        {
            _thread.SleepUntil(next);
        }
    }

    private void End()
    {
        if (_pump.IsNeeded)
        {
            _pump.MarkNow();
        }
    }

    /// <summary>Sends one answer. Answers of one owner are posted, and so heard, in their order.</summary>
    private void Say(DueReply reply)
    {
        var heard = _gateway.HearAsync(reply.ToText(), CancellationToken.None);
        if (heard.IsCompletedSuccessfully)
        {
            _pump.Ended(reply, heard.Result.Verdict);
            Wake();
        }
        else
        {
            _ = EndAsync(heard, reply);
        }
    }

    private async Task EndAsync(ValueTask<HearReply> heard, DueReply reply)
    {
        var verdict = Verdict.Unknown;
        try
        {
            verdict = (await heard.ConfigureAwait(false)).Verdict;
        }
        finally
        {
            _pump.Ended(reply, verdict);
            Wake();
        }
    }
}

internal static partial class PhoneLog
{
    [LoggerMessage(45, LogLevel.Error, "Answering for the phones failed; it goes on.")]
    public static partial void PumpFailed(ILogger logger, Exception exception);
}
