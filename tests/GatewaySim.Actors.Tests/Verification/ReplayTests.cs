using System.Globalization;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Dumping;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Verification;

/// <summary>What the events alone make is what lives, what is stored, and what the dump prints.</summary>
public sealed class ReplayTests : JournalUnderTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 7)]
    [InlineData(4, 100_000)]
    public async Task P23_replay_equals_the_live_state_after_a_random_history(int seed, int snapshotEvents)
    {
        var limits = new ShardOptions { SnapshotEvents = snapshotEvents, DispatchMessagesMax = 16 };
        var random = new Random(seed);
        for (var restart = 0; restart < 3; restart++)
        {
            using var gateway = await TestGateway.StartAsync(
                new() { Carrier = "fast" }, limits: limits, journal: SqliteJournal.Open(Folder, Shards));
            for (var step = 0; step < 150; step++)
            {
                await StepAsync(gateway, random);
            }
        }

        None(Verify().Findings);
        var report = ReplayAll();
        None(report.Findings);
        Assert.True(report is { Entities: >= 5, ConsentRows: > 5, ProjectionRows: > 50 }, report.ToString());
    }

    [Fact]
    public async Task P23_replayed_entities_are_those_of_the_running_gateway_byte_for_byte()
    {
        using var gateway = await TestGateway.StartAsync(
            new() { Carrier = "fast" }, limits: new() { SnapshotEvents = 5 }, journal: SqliteJournal.Open(Folder, Shards));
        var random = new Random(5);
        for (var step = 0; step < 200; step++)
        {
            await StepAsync(gateway, random);
        }

        using var journal = SqliteJournal.OpenReadOnly(Folder);
        var context = new Shards.ShardContext(
            new Replaying.EventsOnlyJournal(journal), TimeProvider.System, new(), new(), new());
        foreach (var shard in gateway.Gateway.Shards)
        {
            var replayed = Actors.Shards.ShardState.Recover(shard.Number, context).Entities.ToDictionary(e => e.Scope);
            Assert.All(shard.State!.Entities, live => Assert.Equal(BytesOf(live), BytesOf(replayed[live.Scope])));
        }
    }

    [Theory]
    [InlineData("UPDATE snapshot SET state = substr(state, 1, length(state) - 1) || x'7f'")]
    [InlineData("UPDATE consent SET status = 1")]
    [InlineData("DELETE FROM consent")]
    [InlineData("UPDATE batch SET processed = 0")]
    [InlineData("UPDATE event SET payload = x'00' WHERE seq = 2")]
    public async Task A_replay_finds_what_is_stored_and_does_not_follow(string sql)
    {
        await WriteAsync(new() { SnapshotEvents = 3 });
        Assert.True(ReplayAll().IsEqual);
        Tamper(sql);
        Assert.False(ReplayAll().IsEqual);
    }

    [Fact]
    public async Task The_dump_is_the_same_after_a_restart_and_byte_for_byte_repeatable()
    {
        await WriteAsync();
        var before = DumpAll();
        Assert.Equal(before, DumpAll());
        using (await TestGateway.StartOnDiskAsync(Folder))
        {
            // Starts, finds everything, and writes nothing.
        }

        Assert.Equal(before, DumpAll());
        Assert.Contains($"pair sender/1/{Sender} {Person(1)} OptOut Recipient ", before);
        Assert.Contains($" {Person(6)} {Telnyx} Recipient ", before);
        Assert.Contains($"wildcard account/1 {Person(3)} OptOut Api ", before);
        Assert.Contains($"network sender/1/{TollFree} {TollFree} {Person(5)} ", before);
        Assert.Contains(" in-1\n", before);
    }

    [Fact]
    public async Task A_dump_until_a_moment_is_the_dump_of_that_moment()
    {
        var time = new SteppedTime();
        var moments = new List<(DateTimeOffset At, string Dump)>();
        using var gateway = await TestGateway.StartAsync(
            new() { Carrier = "fast" }, time: time, journal: SqliteJournal.Open(Folder, Shards));
        var random = new Random(6);
        for (var moment = 0; moment < 8; moment++)
        {
            for (var step = 0; step < 10; step++)
            {
                await StepAsync(gateway, random);
            }

            time.Advance(TimeSpan.FromSeconds(1));
            moments.Add((time.GetUtcNow(), DumpAll()));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(moments, m => Assert.Equal(m.Dump, DumpAll(new(Domain.Stamp.Of(m.At)))));
        Assert.Equal(moments[^1].Dump, DumpAll(new(Sequence: long.MaxValue)));
        Assert.All(
            DumpAll(new(Sequence: 3)).Split('\n').Where(l => l.StartsWith("stream ", StringComparison.Ordinal)),
            l => Assert.True(long.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture) <= 3));
    }

    [Fact]
    public async Task A_dump_until_an_event_has_that_event_and_nothing_later()
    {
        await WriteAsync();
        var pair = $"pair sender/1/{Sender} {Person(1)} ";
        var place = DumpAll().Split('\n').Single(l => l.StartsWith(pair, StringComparison.Ordinal))
            .Split(' ')[^1].Split('/').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var dump = DumpAll(new DumpUntil(Event: Domain.MessageId.At(place[0], place[1])));
        Assert.Contains(pair, dump);
        Assert.DoesNotContain("wildcard", dump);
        Assert.Single(dump.Split('\n'), l => l.StartsWith("batch ", StringComparison.Ordinal));
    }

    private static byte[] BytesOf(Shards.Entity entity)
    {
        var writer = new PayloadWriter();
        entity.WriteState(writer);
        return writer.Written.ToArray();
    }

    private static async Task StepAsync(TestGateway gateway, Random random)
    {
        var person = Person(random.Next(12));
        string[] senders = [Sender, "+16505550101", TollFree];
        string[] telnyx = [Telnyx, "+13125550101", "+18445550100"];
        string[] words = ["STOP", "START", "HELP", "hello", "UNSTOP", "stop"];
        switch (random.Next(7))
        {
            case 0:
                await gateway.BatchAsync(senders[random.Next(3)], "hi", People(random.Next(6), random.Next(1, 40)));
                break;
            case 1:
                await gateway.SendAsync(telnyx[random.Next(3)], person, "hi");
                break;
            case 2:
            case 3:
                await gateway.TextAsync(person, senders[random.Next(3)], words[random.Next(6)], $"r{random.Next(300)}");
                break;
            case 4:
            case 5:
                await gateway.TextAsync(person, telnyx[random.Next(3)], words[random.Next(6)]);
                break;
            default:
                await gateway.SetConsentAsync(
                    random.Next(2) == 0 ? "*" : senders[random.Next(3)], person,
                    random.Next(2) == 0 ? ConsentStatus.OptOut : ConsentStatus.OptIn);
                break;
        }
    }
}
