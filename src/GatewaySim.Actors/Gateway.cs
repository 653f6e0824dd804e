using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Shards;
using GatewaySim.Actors.Time;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Carriers;
using Microsoft.Extensions.Logging;

namespace GatewaySim.Actors;

/// <summary>One node: all shards of a data directory, and the way in for the front doors.</summary>
public sealed partial class Gateway : ISenders, IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);

    private readonly ShardContext _context;
    private readonly Shard[] _shards;
    private readonly Ingress _ingress;
    private readonly bool _isStepped;
    private ITimer? _timer;

    /// <param name="schedule">Runs a shard soon; null for the thread pool. The simulator gives its own.</param>
    internal Gateway(
        IJournal journal, TimeProvider time, GatewayOptions gateway, ConsentOptions consent, ShardOptions limits,
        ILogger logger, Action<Shard>? schedule, MessagePrices? prices = null, PacingOptions? pacing = null,
        CarrierProfile? carrier = null)
    {
        if (carrier is OwnProfile own)
        {
            // Before any event can name it.
            CarrierArchive.Keep(journal, own.OwnDelays);
        }

        _context = new(journal, time, gateway, consent, limits, prices, pacing, carrier);
        _ingress = new(consent, _context.Directory);
        _isStepped = schedule is not null;
        var run = schedule ?? (static shard =>
            ThreadPool.UnsafeQueueUserWorkItem(static s => s.Run(), shard, preferLocal: false));
        var start = schedule ?? (static shard => shard.Run());
        _shards = [.. Enumerable.Range(0, journal.Info.Shards).Select(n => new Shard(n, _context, start, run, logger))];
        Readings = [.. _shards.Select(s => new ShardReading(s))];
        Explainer = new(this, _context);
    }

    public IReadModel Read => _context.Journal.Read;

    public IDirectory Directory => _context.Directory;

    public ulong IdSalt => _context.Journal.Info.IdSalt;

    public Stamp Now => _context.Clock.Now;

    /// <summary>Whether every shard has its state.</summary>
    public bool IsReady => _shards.All(s => s.IsReady);

    /// <summary>Whether no shard has anything to do before something is due or somebody asks.</summary>
    internal bool IsAtRest => _shards.All(s => s.IsAtRest);

    internal IReadOnlyList<Shard> Shards => _shards;

    /// <summary>How long the wall takes until the simulation comes to a moment; negative for never.</summary>
    /// <remarks>Stamps run ahead of a clock that stands still; what has one is not waited for.</remarks>
    internal TimeSpan WallUntil(Stamp moment) => moment <= Now ? TimeSpan.Zero
        : _context.Clock.Time is SimulationClock clock ? clock.WallUntil(moment.Time) : moment.Time - Now.Time;

    internal ShardContext Context => _context;

    private Explainer Explainer { get; }

    /// <summary>
    /// Recovers all shards from the journal, two at a time, and sees to it that the demo account is there.
    /// </summary>
    /// <param name="prices">What Telnyx messages cost, for spend limits; null for the default.</param>
    /// <param name="pacing">How fast senders go; null for the default.</param>
    /// <param name="carrier">The user's own carrier; null for the one that the options name.</param>
    /// <exception cref="JournalException">The journal cannot be read or written.</exception>
    public static async Task<Gateway> StartAsync(
        IJournal journal, TimeProvider time, GatewayOptions gateway, ConsentOptions consent, ShardOptions limits,
        ILogger logger, CancellationToken cancel, MessagePrices? prices = null, PacingOptions? pacing = null,
        CarrierProfile? carrier = null)
    {
        var started = new Gateway(
            journal, time, gateway, consent, limits, logger, schedule: null, prices, pacing, carrier);
        await started.RecoverAsync(cancel).ConfigureAwait(false);

        // Not before: a shard that ran now would dispatch what waits without having seen the account-wide records.
        started._timer = time.CreateTimer(_ => started.Tick(), null, TickEvery, TickEvery);
        await DemoData.EnsureAsync(started, cancel).ConfigureAwait(false);
        return started;
    }

    public async ValueTask<BatchReply> SubmitBatchAsync(BatchSubmission batch, CancellationToken cancel)
    {
        Invariant.Holds(!batch.Recipients.IsEmpty);
        var (verdict, sender) = await OwnedAsync(batch.Account, Provider.RingCentral, batch.From, null, cancel)
            .ConfigureAwait(false);
        return sender is null
            ? new(verdict)
            : await PostAsync(new SubmitBatchAsk(_context.Directory.ScopeOf(sender), batch)).ConfigureAwait(false);
    }

    public async ValueTask<SendReply> SendAsync(SendMessage message, CancellationToken cancel)
    {
        var wanted = message.Profile is { } named ? Directory.FindProfile(named) : null;
        if (message.Profile is not null && wanted?.Account != message.Account)
        {
            return new(Verdict.NotFound);
        }

        if (message.From.Kind == AddressKind.None)
        {
            return await SendFromPoolAsync(message, wanted).ConfigureAwait(false);
        }

        var (verdict, number) = await OwnedAsync(
            message.Account, Provider.Telnyx, message.From, wanted?.Id, cancel).ConfigureAwait(false);
        if (number?.Profile is not { } profile || (wanted is not null && wanted.Id != profile))
        {
            return new(number is null ? verdict : Verdict.UnknownSender);
        }

        if (Directory.FindProfile(profile) is { } record && !MayReach(record, message.To, out var refusal))
        {
            return new(refusal, Profile: profile);
        }

        return await PostAsync(AskOf(message, profile)).ConfigureAwait(false);
    }

    public async ValueTask<GroupReply> SendGroupAsync(SendGroup message, CancellationToken cancel)
    {
        var (verdict, number) = await OwnedAsync(message.Account, Provider.Telnyx, message.From, null, cancel)
            .ConfigureAwait(false);
        if (number?.Profile is not { } profile)
        {
            return new(number is null ? verdict : Verdict.UnknownSender);
        }

        foreach (var to in message.To)
        {
            if (Directory.FindProfile(profile) is { } record && !MayReach(record, to, out var refusal))
            {
                return new(refusal, Profile: profile);
            }
        }

        return await PostAsync(new SendGroupAsk(_context.Directory.ScopeOf(message.Account, profile), message))
            .ConfigureAwait(false);
    }

    public ValueTask<Verdict> CancelAsync(CancelMessage command, CancellationToken cancel) =>
        PostAsync(new CancelAsk(command));

    public ValueTask<HearReply> HearAsync(InboundText text, CancellationToken cancel)
    {
        var (verdict, scope) = ScopeOf(text.Provider, text.To);
        return scope is null ? new(new HearReply(verdict)) : PostAsync(_ingress.Classify(scope, text));
    }

    /// <remarks>
    /// Records run in the order of the array (R10): runs of pairs and runs of account-wide records one after the other,
    /// the pairs of one run by sender.
    /// </remarks>
    public async ValueTask<IReadOnlyList<ConsentReply>> SetConsentsAsync(
        int account, IReadOnlyList<SetConsent> records, CancellationToken cancel)
    {
        var replies = new ConsentReply[records.Count];
        for (var start = 0; start < records.Count;)
        {
            var isWildcard = records[start].From is null;
            var end = start;
            while (end < records.Count && records[end].From is null == isWildcard)
            {
                end++;
            }

            var run = Enumerable.Range(start, end - start).ToList();
            if (isWildcard)
            {
                await SetAsync(new SetWildcardsAsk(Scope.OfAccount(account), Take(records, run)), replies, run)
                    .ConfigureAwait(false);
            }
            else
            {
                await SetPairsAsync(account, records, replies, run, cancel).ConfigureAwait(false);
            }

            start = end;
        }

        return replies;
    }

    public ValueTask<ProfileReply> CreateProfileAsync(CreateProfile command, CancellationToken cancel) =>
        PostAsync(new CreateProfileAsk(command));

    /// <remarks>
    /// A toll-free number takes its network blocks along: they are copied before the move, so that no crash loses them,
    /// and once more after it, for texts that came in between.
    /// </remarks>
    public ValueTask<NumberReply> AssignNumberAsync(AssignNumber command, CancellationToken cancel)
    {
        var known = Directory.FindNumber(command.Provider, command.Number);
        var other = command.Provider == Provider.Telnyx ? Provider.RingCentral : Provider.Telnyx;
        Verdict? refusal = known is null && _context.Gateway.StrictSenders ? Verdict.UnknownSender
            : known is null && Directory.FindNumber(other, command.Number) is not null ? Verdict.Conflict
            : known is not null && known.Account != command.Account ? Verdict.UnknownSender
            : null;
        return refusal is { } verdict ? new(new NumberReply(verdict)) : GiveNumberAsync(command);
    }

    /// <summary>Gives a number also where senders are strict: how the demo account gets its own.</summary>
    internal async ValueTask<NumberReply> GiveNumberAsync(AssignNumber command)
    {
        var known = Directory.FindNumber(command.Provider, command.Number);
        var moves = SenderTypes.Of(command.Number) == SenderType.TollFree && known is { Profile: not null }
            && command.Profile is { } target && known.Profile != target && Directory.FindProfile(target) is not null;
        if (moves && await CopyNetworkBlocksAsync(known!, command.Profile!.Value).ConfigureAwait(false) is var copied
            && copied is not (Verdict.Accepted or Verdict.Unchanged))
        {
            return new(copied);
        }

        var reply = await PostAsync(new AssignNumberAsk(Scope.OfAccount(command.Account), command, isClaim: false))
            .ConfigureAwait(false);
        if (moves && reply.Verdict == Verdict.Accepted)
        {
            await CopyNetworkBlocksAsync(known!, command.Profile!.Value).ConfigureAwait(false);
        }

        return reply;
    }

    public ValueTask<ExplainReply> ExplainAsync(
        Address from, PhoneNumber to, Provider provider, CancellationToken cancel) =>
        Explainer.ExplainAsync(from, to, provider);

    /// <summary>Waits until no shard has anything to do, but not for ever.</summary>
    public async Task RestAsync(TimeSpan atMost)
    {
        for (var end = Environment.TickCount64 + atMost.TotalMilliseconds; !IsAtRest && Environment.TickCount64 < end;)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Finds whose number it is.</summary>
    internal (Verdict Verdict, Scope? Scope) ScopeOf(Provider provider, Address number)
    {
        var ringCentral = provider != Provider.Telnyx ? Directory.FindNumber(Provider.RingCentral, number) : null;
        var telnyx = provider != Provider.RingCentral ? Directory.FindNumber(Provider.Telnyx, number) : null;
        return (ringCentral, telnyx) switch
        {
            (not null, not null) => (Verdict.Conflict, null),
            (not null, _) => (Verdict.Accepted, _context.Directory.ScopeOf(ringCentral)),
            (_, { Profile: { } profile }) => (Verdict.Accepted, _context.Directory.ScopeOf(telnyx.Account, profile)),
            _ => (Verdict.NotFound, null),
        };
    }

    /// <summary>Posts to the owner of the scope. A full mailbox refuses at once.</summary>
    internal ValueTask<TReply> PostAsync<TReply>(Ask<TReply> ask)
    {
        if (_isStepped)
        {
            ask.GoOnInline();
        }

        if (!_shards[_context.ShardOf(ask.Scope)].TryPost(ask))
        {
            ask.Refuse(Verdict.Overloaded);
        }

        return ask.Task;
    }

    /// <summary>
    /// Whether a profile is switched on and may write to a recipient's country. Short codes have none, and a profile
    /// without countries reaches nobody.
    /// </summary>
    private static bool MayReach(ProfileRecord profile, Address to, out Verdict refusal)
    {
        refusal = profile.Enabled ? Verdict.Accepted : Verdict.Disabled;
        if (profile.Enabled && profile.WhitelistedDestinations is not ["*", ..] and var regions
            && (regions.Count == 0 || (to.Kind == AddressKind.PhoneNumber
                && !regions.Contains(NumberPlan.RegionOf(to.AsPhoneNumber).ToString()))))
        {
            refusal = Verdict.Forbidden;
        }

        return refusal == Verdict.Accepted;
    }

    /// <summary>
    /// Finds a sender's number, and claims it for the account on first use, unless senders are strict.
    /// </summary>
    private async ValueTask<(Verdict Verdict, NumberRecord? Number)> OwnedAsync(
        int account, Provider provider, Address number, Guid? profile, CancellationToken cancel)
    {
        var known = Directory.FindNumber(provider, number);
        if (known is not null)
        {
            return known.Account == account ? (Verdict.Accepted, known) : (Verdict.UnknownSender, null);
        }

        if (_context.Gateway.StrictSenders && !_context.Directory.HasName(profile, number))
        {
            return (Verdict.UnknownSender, null);
        }

        cancel.ThrowIfCancellationRequested();
        profile ??= provider == Provider.Telnyx ? DemoData.ProfileOf(Directory, account) : null;
        var reply = await PostAsync(new AssignNumberAsk(
            Scope.OfAccount(account), new(account, provider, number, profile), isClaim: true)).ConfigureAwait(false);
        return (reply.Verdict, reply.Number);
    }

    private async ValueTask SetPairsAsync(
        int account, IReadOnlyList<SetConsent> records, ConsentReply[] replies, List<int> run, CancellationToken cancel)
    {
        foreach (var group in run.GroupBy(n => records[n].From!.Value))
        {
            var (verdict, sender) = await OwnedAsync(account, Provider.RingCentral, group.Key, null, cancel)
                .ConfigureAwait(false);
            var indexes = group.ToList();
            if (sender is null)
            {
                indexes.ForEach(n => replies[n] = new(verdict));
                continue;
            }

            await SetAsync(
                new SetConsentsAsk(_context.Directory.ScopeOf(sender), Take(records, indexes)), replies, indexes)
                .ConfigureAwait(false);
        }
    }

    private async ValueTask SetAsync(Ask<IReadOnlyList<ConsentReply>> ask, ConsentReply[] replies, List<int> indexes)
    {
        var answers = await PostAsync(ask).ConfigureAwait(false);
        for (var i = 0; i < indexes.Count; i++)
        {
            replies[indexes[i]] = answers[i];
        }
    }

    private async ValueTask<Verdict> CopyNetworkBlocksAsync(NumberRecord number, Guid target)
    {
        var (verdict, handsets) = await PostAsync(new ListNetworkBlocksAsk(
            _context.Directory.ScopeOf(number.Account, number.Profile!.Value), number.Number)).ConfigureAwait(false);
        return verdict != Verdict.Accepted ? verdict : await PostAsync(new AdoptNetworkBlocksAsk(
            _context.Directory.ScopeOf(number.Account, target), number.Number.AsPhoneNumber, handsets))
            .ConfigureAwait(false);
    }

    private async Task RecoverAsync(CancellationToken cancel)
    {
        await Parallel.ForEachAsync(
            _shards, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel },
            (shard, _) =>
            {
                shard.Start();
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
    }

    /// <summary>Gives idle shards a turn for their housekeeping, and failed ones another try.</summary>
    private void Tick()
    {
        foreach (var shard in _shards)
        {
            shard.Sweep();
        }
    }

    /// <summary>Sends from a number of the pool; the profile's owner chooses which.</summary>
    private ValueTask<SendReply> SendFromPoolAsync(SendMessage message, ProfileRecord? profile) =>
        profile is null ? new(new SendReply(Verdict.NotFound))
        : !MayReach(profile, message.To, out var refusal) ? new(new SendReply(refusal, Profile: profile.Id))
        : PostAsync(AskOf(message, profile.Id));

    private Ask<SendReply> AskOf(SendMessage message, Guid profile)
    {
        var scope = _context.Directory.ScopeOf(message.Account, profile);
        return message.SendAt == Stamp.None ? new SendAsk(scope, message) : new ScheduleAsk(scope, message);
    }

    private static List<SetConsent> Take(IReadOnlyList<SetConsent> records, List<int> indexes) =>
        [.. indexes.Select(n => records[n])];
}
