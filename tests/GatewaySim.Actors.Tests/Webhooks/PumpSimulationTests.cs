using System.Globalization;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>
/// Goal (P-31): whatever receivers do and whenever the process dies, every event that an endpoint is to hear of is told
/// to it at least once, never before it happened, with the same id on every attempt.
/// </summary>
/// <remarks>
/// Method: random traffic, receivers that fail or fall silent, endpoints that come later, crashes with the mark of some
/// time ago; at the end the journal is read once more, and everything in it must have been told.
/// </remarks>
public sealed class PumpSimulationTests
{
    private const string Sender = "+16505550100";

    public static TheoryData<int, bool> Seeds =>
        [.. Enumerable.Range(1, 60).Select(s => (s, false)), .. Enumerable.Range(1001, 60).Select(s => (s, true))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task P31_every_event_is_told_at_least_once(int seed, bool hasFaults)
    {
        List<FaultPlan> plans = [];
        var random = new Random(seed);
        using var test = await PumpUnderTest.StartAsync(new()
        {
            ConcurrencyMax = random.Next(1, 20),
            WaitingMax = random.Next(1, 60),
            FactsMax = random.Next(1, 200),
            ParkedMax = random.Next(3) == 0 ? random.Next(5) : 1_000,
            MarkMs = random.Next(1, 2_000),
        });
        var endpoints = new List<TestEndpoint>();
        for (var step = 0; step < 120; step++)
        {
            if (hasFaults && random.Next(10) == 0)
            {
                plans.Add(PlanOf(random));
                test.Faults.Put(plans[^1]);
            }

            await StepAsync(test, random, endpoints, step);
        }

        test.Faults.Clear();

        foreach (var endpoint in endpoints)
        {
            endpoint.IsSilent = false;
            endpoint.StatusOf = _ => 200;
        }

        test.Answer();
        test.Advance(TimeSpan.FromSeconds(60), steps: 60);

        foreach (var endpoint in endpoints)
        {
            var all = test.Told.Where(t => t.Endpoint == endpoint.Name).ToList();
            Assert.All(all, t => Assert.True(t.At >= t.Due, $"seed {seed}: told before it was due"));
            Assert.True(hasFaults || all.TrueForAll(t => !t.IsExtra), $"seed {seed}: told what nobody asked for");
            var told = all.Where(t => t.Correction is null).ToList();
            var delivered = told.Where(t => t.Status == 200).Select(t => t.Uuid).ToHashSet();
            var facts = Expected(test, endpoint).ToList();
            var expected = facts.Select(f => f.UuidOf(7)).ToList();
            var missing = facts.Count(f => !delivered.Contains(f.UuidOf(7))
                && !plans.Exists(p => CallbackFaults.Draw(p, endpoint, f).IsLost));
            Assert.True(missing == 0, $"seed {seed}: {missing} of {expected.Count} never reached {endpoint.Name}");
            Assert.All(all.Where(t => t.Correction is not null), t => Assert.Contains(
                facts, f => f.Id == t.Id && CallbackFaults.Opposite(f.Progress.Outcome) == t.Correction));
            Assert.True(delivered.IsSubsetOf(expected), $"seed {seed}: {endpoint.Name} heard what is not for it");
        }

        Assert.All(test.Pump.Status().Endpoints, e => Assert.Equal((0, 0L, 0L), (e.Facts, e.Parked, e.Behind)));
    }

    /// <summary>Some faults of each kind; what is lost is none of the pump's doing.</summary>
    private static FaultPlan PlanOf(Random random)
    {
        FaultKind[] kinds =
        [
            FaultKind.WebhookDuplicate, FaultKind.WebhookReorder, FaultKind.WebhookLost, FaultKind.WebhookLate,
            FaultKind.WebhookCorrected,
        ];
        return new((ulong)random.Next(), [.. kinds.Where(_ => random.Next(2) == 0).Select(kind => new FaultRule(kind)
        {
            Chance = random.Next(1, 4) / 4.0,
            Count = random.Next(1, 4),
            Span = TimeSpan.FromSeconds(random.Next(1, 20)),
        })]);
    }

    private static async Task StepAsync(PumpUnderTest test, Random random, List<TestEndpoint> endpoints, int step)
    {
        switch (random.Next(14))
        {
            case < 4:
                await test.Gateway.BatchAsync(
                    Sender, "Hi", [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Person(random))]);
                break;
            case < 6:
                await test.Gateway.TextAsync(Person(random), Sender, random.Next(2) == 0 ? "STOP" : "START");
                break;
            case 6 when endpoints.Count < 4:
                var kinds = (FactKinds)random.Next(1, 16);
                endpoints.Add(test.Add(string.Create(CultureInfo.InvariantCulture, $"e{step}"), kinds));
                endpoints[^1].Waits = [TimeSpan.FromSeconds(1)];
                break;
            case 7 when endpoints.Count > 0:
                var silent = endpoints[random.Next(endpoints.Count)];
                silent.IsSilent = !silent.IsSilent;
                break;
            case 8 when endpoints.Count > 0:
                var failing = endpoints[random.Next(endpoints.Count)];
                var share = random.Next(3) * 40;
                failing.StatusOf = _ => random.Next(100) < share ? 500 : 200;
                break;
            case 9:
                test.Restart();
                break;
            default:
                test.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
                break;
        }
    }

    private static IEnumerable<Fact> Expected(PumpUnderTest test, TestEndpoint endpoint)
    {
        var reader = new FactReader(test.Gateway.Journal);
        for (var shard = 0; shard < test.Gateway.Journal.Info.Shards; shard++)
        {
            var blocks = new List<FactBlock>();
            test.Gateway.Journal.Visit(shard, 0, test.Gateway.Journal.HeadOf(shard).Sequence, (in stored) =>
            {
                if (stored.At > endpoint.Since && reader.Read(stored, endpoint.Kinds) is { } block)
                {
                    blocks.Add(block);
                }

                return true;
            });
            foreach (var block in blocks)
            {
                for (var n = 0; n < block.Count; n++)
                {
                    yield return block[n];
                }
            }
        }
    }

    private static string Person(Random random) => $"+1555200{random.Next(50):D4}";
}
