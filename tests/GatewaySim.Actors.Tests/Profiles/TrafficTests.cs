using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Tests.Profiles;

/// <summary>How much a profile sent and received, by the hour and by the day.</summary>
public sealed class TrafficTests : IDisposable
{
    private static readonly PhoneNumber LongCode = PhoneNumber.Parse("+13125550100");
    private static readonly PhoneNumber TollFree = PhoneNumber.Parse("+18005550100");
    private static readonly PhoneNumber Alice = ProfileScene.Alice;
    private static readonly PhoneNumber Bob = ProfileScene.Bob;

    private readonly ProfileScene _scene = new() { Numbers = [LongCode, TollFree] };

    public TrafficTests() => _scene.Publish();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Messages_count_under_their_sender_and_outcome()
    {
        _scene.BlockAtNetwork(TollFree, Bob);
        _scene.Send(Alice, LongCode);
        _scene.Send(Alice, TollFree);
        _scene.Send(Bob, TollFree);
        _scene.SendGroup(LongCode, Alice, Bob);
        _scene.Hear(Alice, LongCode, "hello");

        // The reply to STOP is a message of the profile, too.
        _scene.Hear(Alice, TollFree, "STOP");
        Assert.Equal(
            [(SenderType.LongCode, new(3, 3, 0, 1)), (SenderType.TollFree, new(3, 2, 1, 1))],
            _scene.TrafficIn(TimeSpan.FromHours(1)).Select(t => (t.Sender, t.Counts)));
    }

    [Fact]
    public void What_is_refused_when_its_time_comes_counts_as_failed_and_what_is_refused_at_once_does_not()
    {
        _scene.Schedule(Alice, TimeSpan.FromHours(2), LongCode);
        _scene.Hear(Alice, LongCode, "STOP");
        Assert.Equal(Verdict.Blocked, _scene.Send(Alice, LongCode).Verdict);
        Assert.Equal(new TrafficCounts(1, 1, 0, 1), Assert.Single(_scene.TrafficIn(TimeSpan.FromHours(1))).Counts);
        _scene.Pass(TimeSpan.FromHours(2));
        Assert.Equal(new TrafficCounts(1, 0, 1, 0), Assert.Single(_scene.TrafficIn(TimeSpan.FromHours(1))).Counts);
        Assert.Equal(2, _scene.TrafficIn(TimeSpan.FromHours(3)).Count);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Every_span_has_its_hours_or_days_also_after_restarts(int seed)
    {
        var random = new Random(seed);
        var sent = new List<DateTimeOffset>();
        for (var step = 0; step < 300; step++)
        {
            _scene.Pass(TimeSpan.FromMinutes(random.Next(3) == 0 ? random.Next(60 * 48) : random.Next(90)));
            if (random.Next(10) == 0)
            {
                // On snapshots, where they are written often.
                _scene.Restart(new() { SnapshotEvents = random.Next(1, 40) });
            }

            sent.Add(_scene.Now);
            _scene.Send(Alice, LongCode);
            foreach (var span in (int[])[1, 3, 24, 72, 168, 720])
            {
                var length = (span <= 24 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)).Ticks;
                var expected = sent.Select(at => at.UtcTicks / length)
                    .Where(n => (n + 1) * length > (_scene.Now - TimeSpan.FromHours(span)).UtcTicks)
                    .CountBy(n => n).Select(n => (n.Key * length, (long)n.Value));
                Assert.Equal(
                    expected, _scene.TrafficIn(TimeSpan.FromHours(span))
                        .Select(t => (t.Begin.Time.UtcTicks, t.Counts.Sent)));
            }
        }

        _scene.Check();
    }

    /// <summary>Snapshots of version 2 are those of version 3 without the two lists at the end.</summary>
    [Fact]
    public void A_snapshot_from_before_it_was_counted_is_read()
    {
        _scene.BlockAtNetwork(TollFree, Bob);
        _scene.Schedule(Alice, TimeSpan.FromHours(1), LongCode);
        var snapshot = _scene.Snapshot();
        Assert.Equal((3, 0, 0), (snapshot[0], snapshot[^2], snapshot[^1]));
        Assert.Equal(snapshot, _scene.SnapshotAfter([2, .. snapshot[1..^2]]));
    }
}
