using System.Globalization;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Pacing;

/// <summary>What T-Mobile takes of a brand on a Pacific day, with the real gateway on a clock moved by hand.</summary>
public sealed class DailyCapTests : IDisposable
{
    private const string Local = "+16505550100";
    private const string OtherLocal = "+16505550199";
    private const string Telnyx = "+13125550100";
    private const string OtherTelnyx = "+13125550101";
    private const string TollFree = "+18445550100";

    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>People of each carrier; the first two are T-Mobile's and another's.</summary>
    private static readonly string[] Everybody = [.. Enumerable.Range(0, 200).Select(n => $"+1555200{n:D4}")];

    private static readonly string[] TMobile = [.. Everybody.Where(p => IsTMobile(PhoneNumber.Parse(p).Value))];

    private static readonly string[] Others = [.. Everybody.Except(TMobile)];

    private readonly MemoryJournal _journal = new(new JournalInfo(3, 1));
    private SteppedTime _time = new(new(2026, 6, 1, 19, 0, 0, TimeSpan.Zero));
    private PacingOptions _options = new();
    private TestGateway? _gateway;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private TestGateway Gateway => _gateway!;

    public void Dispose() => _gateway?.Dispose();

    /// <summary>A day ends with its last moment, also one of 23 or of 25 hours.</summary>
    [Theory]
    [InlineData("2026-03-07", 24), InlineData("2026-03-08", 23), InlineData("2026-03-09", 24)]
    [InlineData("2026-10-31", 24), InlineData("2026-11-01", 25), InlineData("2026-12-31", 24)]
    public async Task A_cap_holds_from_one_pacific_midnight_to_the_next(string date, int hours)
    {
        var start = TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(date, CultureInfo.InvariantCulture), Pacific);
        _time = new(new DateTimeOffset(start).AddMilliseconds(-1));
        await StartAsync(new() { TMobileDailyCap = 3 });

        // The last moment before the day has a count of its own.
        Assert.Equal(3, await SendAsync(Telnyx, 4));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await SendAsync(Telnyx, 2));
        _time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await SendAsync(Telnyx, 3));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, await SendAsync(Telnyx, 4));
        Assert.Equal([3, 3, 3], Taken().Values);
        _journal.AssertSound();
    }

    [Fact]
    public async Task The_stamp_decides_about_the_day_and_not_when_it_was_decided()
    {
        // The clock stands still a little before midnight, and stamps go on by themselves.
        var midnight = PacificDay.StartOf(new(2026, 6, 2));
        _time = new(midnight.Time.AddTicks(-100));
        await StartAsync(new() { TMobileDailyCap = 1 });
        Assert.Equal(1, await SendAsync(Telnyx, 2));
        while (Gateway.Gateway.Now.Ticks < midnight.Ticks - 1)
        {
            await SendAsync(Telnyx, Others[0], "x");
        }

        Assert.Equal(Outcome.Delivered, await SendAsync(Telnyx, TMobile[0], "x"));
        Assert.Equal(Outcome.DailyCapped, await SendAsync(Telnyx, TMobile[0], "x"));
        Assert.Equal([new(2026, 6, 1), new(2026, 6, 2)], Taken().Keys);
    }

    [Fact]
    public async Task Both_providers_numbers_of_an_account_are_one_brand()
    {
        await StartAsync(new() { TMobileDailyCap = 10 });
        Assert.Equal(3, await BatchAsync(Local, "x", 3));
        Assert.Equal(2, await SendAsync(Telnyx, 2));
        Assert.Equal(2, await BatchAsync(OtherLocal, "x", 2));
        Assert.Equal(3, await SendAsync(OtherTelnyx, 9));
        Assert.Equal(0, await BatchAsync(Local, "x", 4));
        _journal.AssertSound();
    }

    [Fact]
    public async Task Only_messages_of_10dlc_numbers_to_t_mobile_in_the_united_states_count()
    {
        await StartAsync(new() { TMobileDailyCap = 1 });
        foreach (var other in Others.Take(20))
        {
            Assert.Equal(Outcome.Delivered, await SendAsync(Telnyx, other, "x"));
        }

        var canadian = Enumerable.Range(0, 100).Select(n => $"+1604555{n:D4}")
            .First(p => HandsetCarriers.Of(PhoneNumber.Parse(p).Value) == HandsetCarrier.TMobile);
        Assert.Equal(Outcome.Delivered, await SendAsync(Telnyx, canadian, "x"));
        Assert.Equal(5, await SendAsync(TollFree, 5));
        Assert.Equal(5, await BatchAsync("+18885550100", "x", 5));
        Assert.Equal(1, await SendAsync(Telnyx, 2));
        Assert.Equal(5, await SendAsync(TollFree, 5));
        _journal.AssertSound();
    }

    [Fact]
    public async Task Segments_are_counted_and_what_fits_still_passes()
    {
        await StartAsync(new() { TMobileDailyCap = 5 });
        var three = new string('x', 400);
        Assert.Equal(Outcome.Delivered, await SendAsync(Telnyx, TMobile[0], three));
        Assert.Equal(Outcome.DailyCapped, await SendAsync(Telnyx, TMobile[1], three));
        Assert.Equal(1, await BatchAsync(Local, "x", 1));
        await Gateway.Senders.SubmitBatchAsync(
            new()
            {
                Account = DemoAccount.Id, From = Address.Parse(Local), Text = "unused"u8.ToArray(),
                Recipients = new[] { TMobile[0], TMobile[1], TMobile[2] }.Select(t => PhoneNumber.Parse(t).Value)
                    .ToArray(),
                Texts = new TextSlice[] { new(0, 400), new(0, 1), new(0, 1) },
                TextBytes = System.Text.Encoding.UTF8.GetBytes(three),
            },
            CancellationToken.None);
        await RestAsync();
        Assert.Equal([Outcome.DailyCapped, Outcome.Delivered, Outcome.DailyCapped], Ends().TakeLast(3));
        Assert.Equal([5], Taken().Values);
        _journal.AssertSound();
    }

    [Fact]
    public async Task Brands_have_caps_of_their_own()
    {
        await StartAsync(new()
        {
            TMobileDailyCap = 2, NumberBrands = $"{Telnyx}=acme,{OtherLocal}=acme,{OtherTelnyx}=free",
            BrandCaps = "acme=4,free=0,nobody=1",
        });
        Assert.Equal(3, await SendAsync(Telnyx, 3));
        Assert.Equal(1, await BatchAsync(OtherLocal, "x", 3));
        Assert.Equal(2, await BatchAsync(Local, "x", 3));
        Assert.Equal(9, await SendAsync(OtherTelnyx, 9));
        _journal.AssertSound();
    }

    [Fact]
    public async Task A_brand_of_its_own_has_the_common_cap_and_without_any_cap_nothing_is_counted()
    {
        await StartAsync(new() { TMobileDailyCap = 2, NumberBrands = $"{Telnyx}=acme" });
        Assert.Equal((2, 2), (await SendAsync(Telnyx, 3), await SendAsync(OtherTelnyx, 3)));
        await RestartAsync(new() { NumberBrands = $"{Telnyx}=acme", BrandCaps = "acme=0" });
        Assert.Null(Gateway.Gateway.Context.Caps);
        Assert.Equal(9, await SendAsync(Telnyx, 9));
    }

    [Fact]
    public async Task Group_messages_count_once_for_each_recipient_and_blocked_ones_do_not_count()
    {
        await StartAsync(new() { TMobileDailyCap = 2 });
        await Gateway.TextAsync(TMobile[0], OtherTelnyx, "STOP");
        var group = new SendGroup(
            DemoAccount.Id, PhoneNumber.Parse(Telnyx),
            [.. TMobile.Take(5).Append(Others[0]).Select(t => PhoneNumber.Parse(t))], "x", MessageOptions.None,
            RefusesBlocked: false);
        await Gateway.Senders.SendGroupAsync(group, CancellationToken.None);
        Assert.Equal(
            [
                Outcome.Blocked, Outcome.Delivered, Outcome.Delivered, Outcome.DailyCapped, Outcome.DailyCapped,
                Outcome.Delivered,
            ],
            Ends());
    }

    /// <summary>A restart counts anew from the day's events: batches, single, scheduled and waiting messages.</summary>
    [Theory]
    [InlineData(1), InlineData(1_000_000)]
    public async Task A_restart_in_the_middle_of_a_day_forgets_nothing(int snapshotEvents)
    {
        PacingOptions options = new() { Mode = PacingMode.On, TMobileDailyCap = 20, NumberClasses = $"{Local}=G" };
        await StartAsync(options, snapshotEvents);
        Assert.Equal(2, await SendAsync(Telnyx, 2));
        var later = new SendMessage(
            DemoAccount.Id, Address.Parse(Telnyx), Address.Parse(TMobile[0]), "later", null, MessageOptions.None)
        {
            SendAt = Gateway.Gateway.Now.Plus(TimeSpan.FromSeconds(30)),
        };
        await Gateway.Senders.SendAsync(later, CancellationToken.None);
        await SubmitAsync(Local, new string('x', 200), 4);
        await PassAsync(TimeSpan.FromSeconds(4.5));
        await RestartAsync(options, snapshotEvents);
        await PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([2 + 1 + 8], Taken().Values);
        await RestartAsync(options, snapshotEvents);
        Assert.Equal(7, await BatchAsync(OtherLocal, "x", 7));
        await RestartAsync(options, snapshotEvents);
        Assert.Equal(2, await SendAsync(OtherTelnyx, 4));
        Assert.Equal([20], Taken().Values);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await SendAsync(OtherTelnyx, 3));
        _journal.AssertSound();
    }

    [Fact]
    public async Task What_was_accepted_before_midnight_counts_on_the_day_it_leaves_also_after_a_restart()
    {
        PacingOptions options = new() { Mode = PacingMode.On, TMobileDailyCap = 8, NumberClasses = $"{Local}=G" };
        _time = new(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2026, 6, 2), Pacific).AddSeconds(-5));
        await StartAsync(options);
        await SubmitAsync(Local, "x", 12);
        await PassAsync(TimeSpan.FromSeconds(6.5));
        await RestartAsync(options);
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([5, 7], Taken().Values);
        await RestartAsync(options);
        Assert.Equal(1, await SendAsync(Telnyx, 4));
    }

    /// <summary>P-39: whatever comes, on no day more than the cap, and nothing fails while there is room.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_no_day_has_more_than_its_cap_and_less_only_where_less_came(int seed)
    {
        var random = new Random(seed);
        var longest = seed % 2 == 0 ? 1 : 3;
        var cap = random.Next(1, 120);
        PacingOptions options = new()
        {
            Mode = seed % 3 == 0 ? PacingMode.On : PacingMode.Off, TMobileDailyCap = cap,
        };
        await StartAsync(options, random.Next(1, 40));
        for (var n = 0; n < 40; n++)
        {
            var text = new string('x', random.Next(1, longest * 150));
            switch (random.Next(6))
            {
                case 0:
                    await RestartAsync(options, random.Next(1, 40));
                    break;
                case 1:
                    await Gateway.TextAsync(Everybody[random.Next(20)], random.Next(2) == 0 ? Local : Telnyx, "STOP");
                    break;
                case 2 or 3:
                    await Gateway.BatchAsync(
                        random.Next(2) == 0 ? Local : OtherLocal, text,
                        [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Everybody[random.Next(200)])]);
                    break;
                default:
                    await Gateway.SendAsync(
                        random.Next(2) == 0 ? Telnyx : OtherTelnyx, Everybody[random.Next(200)], text);
                    break;
            }

            await PassAsync(TimeSpan.FromMinutes(random.Next(0, 180)));
        }

        await PassAsync(TimeSpan.FromHours(1));
        var taken = Taken();
        Assert.All(taken.Values, parts => Assert.InRange(parts, 0, cap));
        foreach (var date in Capped())
        {
            Assert.InRange(taken[date], cap - longest + 1, cap);
        }

        Assert.True(taken.Count > 1);
        _journal.AssertSound();
    }

    private static bool IsTMobile(ulong handset) => HandsetCarriers.Of(handset) == HandsetCarrier.TMobile;

    private static DateOnly DateOf(Stamp at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.Time, Pacific).DateTime);

    private async Task StartAsync(PacingOptions options, int snapshotEvents = 1_000_000)
    {
        _options = options;
        _gateway = await TestGateway.StartAsync(
            new() { Carrier = "instant" }, limits: new() { SnapshotEvents = snapshotEvents }, time: _time,
            journal: _journal, pacing: options);
    }

    private async Task RestartAsync(PacingOptions options, int snapshotEvents = 1_000_000)
    {
        Gateway.Gateway.Dispose();
        await StartAsync(options, snapshotEvents);
    }

    /// <summary>Sends single messages to people at T-Mobile.</summary>
    /// <returns>How many were delivered; the others met the cap.</returns>
    private async Task<int> SendAsync(string from, int count)
    {
        var ends = new List<Outcome>();
        for (var n = 0; n < count; n++)
        {
            ends.Add(await SendAsync(from, TMobile[n], "x"));
        }

        Assert.All(ends, e => Assert.True(e is Outcome.Delivered or Outcome.DailyCapped, $"{e}"));
        return ends.Count(e => e == Outcome.Delivered);
    }

    private async Task<Outcome> SendAsync(string from, string to, string text)
    {
        var reply = await Gateway.SendAsync(from, to, text);
        Assert.Equal(Verdict.Accepted, reply.Verdict);
        if (_options.Mode == PacingMode.On)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        return Gateway.Gateway.Read.FindMessage(reply.Id)!.Dispatch!.Value.Outcome;
    }

    private ValueTask<BatchReply> SubmitAsync(string from, string text, int count) =>
        Gateway.BatchAsync(from, text, [.. TMobile.Take(count)]);

    /// <summary>Sends a batch to people at T-Mobile.</summary>
    /// <returns>How many of its messages were delivered.</returns>
    private async Task<int> BatchAsync(string from, string text, int count)
    {
        Assert.Equal(Verdict.Accepted, (await SubmitAsync(from, text, count)).Verdict);
        await RestAsync();
        return Ends().TakeLast(count).Count(e => e == Outcome.Delivered);
    }

    private Task RestAsync() => PassAsync(_options.Mode == PacingMode.On ? TimeSpan.FromSeconds(10) : TimeSpan.Zero);

    private async Task PassAsync(TimeSpan span)
    {
        await Gateway.PassAsync(_time, span);
        while (!Gateway.Gateway.IsAtRest)
        {
            await Task.Yield();
        }
    }

    /// <summary>All ends, in the order of their stamps.</summary>
    private List<Outcome> Ends() => [.. Left().Select(l => l.Outcome)];

    /// <summary>Segments that T-Mobile took by the date, counted from the messages that are read.</summary>
    private SortedDictionary<DateOnly, int> Taken()
    {
        var taken = new SortedDictionary<DateOnly, int>();
        foreach (var (at, from, to, parts, outcome) in Left().Where(l => l.Outcome == Outcome.Delivered))
        {
            if (IsTMobile(to) && !from.StartsWith("+18", StringComparison.Ordinal))
            {
                taken[DateOf(at)] = taken.GetValueOrDefault(DateOf(at)) + parts;
            }
        }

        return taken;
    }

    private HashSet<DateOnly> Capped() =>
        [.. Left().Where(l => l.Outcome == Outcome.DailyCapped).Select(l => DateOf(l.At))];

    private List<(Stamp At, string From, ulong To, int Parts, Outcome Outcome)> Left()
    {
        var found = new List<(Stamp At, string, ulong, int, Outcome)>();
        for (var shard = 0; shard < _journal.Info.Shards; shard++)
        {
            _journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                foreach (var index in stored.Decode() switch
                {
                    BatchAccepted e => Enumerable.Range(0, e.Size),
                    MessageAccepted or WaitingMessage => [0],
                    GroupAccepted e => Enumerable.Range(1, e.To.Count),
                    _ => [],
                })
                {
                    var message = _journal.Read.FindMessage(MessageId.At(stored.Shard, stored.Sequence, index))!;
                    if (message.Dispatch is { } dispatch)
                    {
                        found.Add((
                            dispatch.At, message.From.ToString(), message.To.Key,
                            Segments.Count(message.Text, SegmentRule.Packed).Parts, dispatch.Outcome));
                    }
                }

                return true;
            });
        }

        return [.. found.OrderBy(f => f.At)];
    }
}
