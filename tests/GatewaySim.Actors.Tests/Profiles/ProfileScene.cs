using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Counting;
using GatewaySim.Actors.Replaying;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Actors.Tests.Profiles;

/// <summary>One profile on one shard, stepped by hand; settings and numbers are published for it.</summary>
internal sealed class ProfileScene : IDisposable
{
    public static readonly PhoneNumber Alice = PhoneNumber.Parse("+15552000001");
    public static readonly PhoneNumber Bob = PhoneNumber.Parse("+15552000002");

    private static readonly Guid Id = new("00000000-0000-0000-0000-000000000001");

    private readonly SteppedTime _time = new();
    private Gateway _gateway = null!;
    private ShardOptions _limits;

    public ProfileScene(ShardOptions? limits = null)
    {
        _limits = limits ?? new();
        Restart();
    }

    public static Scope Profile { get; } = Scope.OfProfile(DemoAccount.Id, Id);

    public MemoryJournal Journal { get; } = new(new JournalInfo(1, 1));

    /// <summary>Change it, then <see cref="Publish"/>.</summary>
    public ProfileSettings Settings { get; set; } = new("p", ["*"]);

    public IReadOnlyList<PhoneNumber> Numbers { get; set; } = [];

    public ShardCounts Counts => _gateway.Shards[0].Counts;

    public int StickyCount => Entity.Sticky.Count;

    private Shards.ProfileEntity Entity => (Shards.ProfileEntity)_gateway.Shards[0].State!.EntityOf(Profile, 0)!;

    public void Dispose()
    {
        _gateway.Dispose();
        Journal.Dispose();
    }

    /// <summary>Begins again on what the journal holds.</summary>
    public void Restart(ShardOptions? limits = null)
    {
        _gateway?.Dispose();
        _limits = limits ?? _limits;
        _gateway = new(
            Journal, _time, new() { Carrier = "instant" }, new(), _limits, NullLogger.Instance,
            schedule: static _ => { });
        Publish();
        _gateway.Shards[0].Start();
    }

    public void Publish(ProfileSettings? settings = null)
    {
        Settings = settings ?? Settings;
        _gateway.Context.Directory.Publish(new ProfileRecord(Id, DemoAccount.Id, Settings, default, default));
        for (var n = 0; n < Numbers.Count; n++)
        {
            _gateway.Context.Directory.Publish(new NumberRecord(
                MessageId.At(0, n + 1), Provider.Telnyx, DemoAccount.Id, Numbers[n], Id, default, default));
        }
    }

    /// <summary>Takes a number off the profile.</summary>
    public void Lose(PhoneNumber number)
    {
        Numbers = [.. Numbers.Where(n => n != number)];
        _gateway.Context.Directory.Publish(new NumberRecord(
            MessageId.At(0, 999), Provider.Telnyx, DemoAccount.Id, number, null, default, default));
    }

    public void Pass(TimeSpan span)
    {
        _time.Advance(span);
        Sweep();
    }

    public void Sweep()
    {
        _gateway.Shards[0].Sweep();
        StepAll();
    }

    /// <summary>Sends from a number, or from the pool where none is given.</summary>
    public SendReply Send(
        PhoneNumber to, PhoneNumber? from = null, string text = "hi", MessageOptions? options = null) =>
        Post(new SendAsk(Profile, MessageOf(to, from, text, options))).Result;

    public SendReply Schedule(PhoneNumber to, TimeSpan after, PhoneNumber? from = null) =>
        Post(new ScheduleAsk(Profile, MessageOf(to, from, "later", null) with
        {
            SendAt = Stamp.Of(_time.GetUtcNow() + after),
        })).Result;

    public Verdict Cancel(MessageId id) => Post(new CancelAsk(new(Profile, id, TimeSpan.Zero))).Result;

    public GroupReply SendGroup(PhoneNumber from, params PhoneNumber[] to) => Post(new SendGroupAsk(
        Profile, new(DemoAccount.Id, from, to, "all", MessageOptions.None, RefusesBlocked: false))).Result;

    public void Hear(PhoneNumber from, PhoneNumber to, string text) => Post(new HearAsk(
        Profile, new(from, to, text),
        KeywordTable.Telnyx.Classify(text, NumberPlan.RegionOf(from), KeywordMatch.WholeBody), "whole-body.v1",
        KeywordTable.Telnyx, new(new ConsentOptions())));

    /// <summary>Makes the network keep a toll-free number's messages from people.</summary>
    public void BlockAtNetwork(PhoneNumber number, params PhoneNumber[] handsets) =>
        Post(new AdoptNetworkBlocksAsk(Profile, number, handsets));

    public void ClearSticky() => Post(new ClearStickySendersAsk(Profile));

    public SenderHealth HealthOf(PhoneNumber number) => Post(new HealthAsk(Profile, [number])).Result.Health[0];

    public IReadOnlyList<TrafficSlot> TrafficIn(TimeSpan span) => Post(new TrafficAsk(Profile, span)).Result.Traffic;

    /// <summary>The state, as a snapshot has it.</summary>
    public byte[] Snapshot() => SnapshotOf(Entity);

    /// <summary>A snapshot of what an entity becomes from another one.</summary>
    public byte[] SnapshotAfter(byte[] snapshot)
    {
        var entity = new Shards.ProfileEntity(Profile, _gateway.Context);
        entity.Restore(new(1, snapshot));
        return SnapshotOf(entity);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public Outcome? OutcomeOf(MessageId id) => _gateway.Read.FindMessage(id)!.Dispatch?.Outcome;

    public IReadOnlyList<T> Events<T>()
    {
        var events = new List<T>();
        Journal.Visit(0, 0, long.MaxValue, (in stored) =>
        {
            if (stored.Decode() is T @event)
            {
                events.Add(@event);
            }

            return true;
        });
        return events;
    }

    /// <summary>The audit finds nothing, and events make the same state as snapshots do.</summary>
    public void Check()
    {
        Assert.Empty(ConsentAudit.Run(Journal).Findings.Kept.Select(f => f.ToString()));
        var report = Replay.Run(Journal);
        Assert.Empty(report.Findings.Kept.Select(f => f.ToString()));
    }

    private static byte[] SnapshotOf(Shards.ProfileEntity entity)
    {
        var writer = new Journal.Codec.PayloadWriter();
        entity.WriteState(writer);
        return writer.Written.ToArray();
    }

    private static SendMessage MessageOf(PhoneNumber to, PhoneNumber? from, string text, MessageOptions? options) =>
        new(DemoAccount.Id, from is { } sender ? sender : default(Address), to, text, Id,
            options ?? MessageOptions.None);

    private T Post<T>(T ask) where T : Ask
    {
        Assert.True(_gateway.Shards[0].TryPost(ask));
        StepAll();
        return ask;
    }

    private void StepAll()
    {
        while (_gateway.Shards[0].Step())
        {
        }
    }
}
