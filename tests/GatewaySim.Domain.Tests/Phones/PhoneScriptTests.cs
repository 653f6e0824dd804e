using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Domain.Tests.Phones;

/// <summary>Who answers what and when: shares, delays and words, each drawn by itself.</summary>
public sealed class PhoneScriptTests
{
    private const int Messages = 200_000;

    private static readonly PhoneBehaviour Mixed = new()
    {
        StopProbability = 0.018, HelpProbability = 0.005, TextProbability = 0.03, StartProbability = 0.1,
    };

    private static IEnumerable<PhoneReply> Replies(PhoneBehaviour behaviour) => Enumerable.Range(0, Messages)
        .Select(n => PhoneScript.ReplyTo(behaviour, Chance.Of(99, (ulong)n))).OfType<PhoneReply>();

    [Fact]
    public void Each_kind_of_answer_has_its_share_within_four_deviations()
    {
        var replies = Replies(Mixed).ToList();
        var stops = replies.Where(r => r.Text == PhoneReply.Stop).ToList();
        AssertShare(stops.Count, Messages, 0.018);
        AssertShare(replies.Count(r => r.Text == PhoneReply.Help), Messages, 0.005);
        AssertShare(replies.Count(r => r.Text is not ("STOP" or "HELP")), Messages, 0.03);
        AssertShare(stops.Count(r => r.StartAfter is not null), stops.Count, 0.1);
        Assert.All(replies.Where(r => r.Text != PhoneReply.Stop), r => Assert.Null(r.StartAfter));
    }

    [Fact]
    public void Delays_are_log_normal_half_within_the_median_and_nine_tenths_within_an_hour()
    {
        var delays = Replies(new() { StopProbability = 1, StartProbability = 1 })
            .Select(r => r.After.TotalSeconds).ToList();
        AssertShare(delays.Count(d => d <= 150), delays.Count, 0.5);
        AssertShare(delays.Count(d => d <= 150 * Math.Exp(2.5)), delays.Count, 0.841345);
        AssertShare(delays.Count(d => d <= 150 * Math.Exp(-2 * 2.5)), delays.Count, 0.022750);
        Assert.InRange(delays.Count(d => d <= 3_600) / (double)delays.Count, 0.89, 0.91);
        Assert.All(delays, d => Assert.InRange(d, 0, ReplyDelay.Max.TotalSeconds));
    }

    [Fact]
    public void An_answer_does_not_tell_of_the_outcome_that_the_same_chance_drew()
    {
        // Of the messages whose chance is in the lowest tenth, as many stop as of all.
        var lowest = Enumerable.Range(0, Messages).Select(n => Chance.Of(99, (ulong)n))
            .Where(c => c < ulong.MaxValue / 10).ToList();
        AssertShare(
            lowest.Count(c => PhoneScript.ReplyTo(new() { StopProbability = 0.3 }, c) is not null), lowest.Count, 0.3);
    }

    [Fact]
    public void The_same_message_always_gets_the_same_answer()
    {
        Assert.Equal(Replies(Mixed), Replies(Mixed with { Languages = [] }));
        Assert.Empty(Replies(new()));
        Assert.All(
            Replies(new() { StopProbability = 1, Delay = new(0, 4) }), r => Assert.Equal(TimeSpan.Zero, r.After));
        Assert.All(
            Replies(new() { StopProbability = 1, Delay = new(60, 0) }), r => Assert.Equal(60, r.After.TotalSeconds));
    }

    [Fact]
    public void Own_words_come_from_the_list_or_from_the_languages_that_were_named_and_all_are_used()
    {
        Assert.Equal(
            ["a", "b"],
            Replies(new() { TextProbability = 1, Texts = ["a", "b"] }).Select(r => r.Text).Distinct().Order());
        var french = Replies(new() { TextProbability = 1, Languages = ["fr"] }).Select(r => r.Text).Distinct().ToList();
        Assert.Equal(10, french.Count);
        Assert.Contains("Désabonnez-moi svp", french);
        var all = Replies(new() { TextProbability = 1 }).Select(r => r.Text).Distinct().ToList();
        Assert.Contains("不要再发了", all);
        Assert.Contains("Who is this?", all);
    }

    [Fact]
    public void Shares_divide_the_phones_and_a_phone_s_own_behaviour_comes_first()
    {
        PhoneBehaviour first = new() { StopProbability = 0.1 };
        PhoneBehaviour second = new() { StopProbability = 0.2 };
        PhoneBehaviour own = new() { StopProbability = 0.3 };
        var phone = PhoneNumber.Parse("+12065550123");
        PhoneRules rules = new(
            new Dictionary<PhoneNumber, PhoneBehaviour> { [phone] = own }, [new(0.2, first), new(0.5, second)]);
        var phones = Enumerable.Range(0, Messages).Select(n => new PhoneNumber(12_065_560_000 + (ulong)n)).ToList();
        AssertShare(phones.Count(p => rules.Of(p, 1) == first), Messages, 0.2);
        AssertShare(phones.Count(p => rules.Of(p, 1) == second), Messages, 0.5);
        AssertShare(phones.Count(p => rules.Of(p, 1) is null), Messages, 0.3);

        // Another seed, other people; and what the second rule does changes nobody of the first.
        AssertShare(phones.Count(p => rules.Of(p, 1) == first && rules.Of(p, 2) == first), Messages, 0.04);
        PhoneRules other = new(rules.Numbers, [new(0.2, first), new(0.1, own)]);
        Assert.Equal(phones.Where(p => rules.Of(p, 1) == first), phones.Where(p => other.Of(p, 1) == first));
        Assert.Same(own, rules.Of(phone, 1));
        PhoneRules everybody = new(PhoneRules.None.Numbers, [new(1, first)]);
        Assert.All(phones, p => Assert.Same(first, everybody.Of(p, 1)));
    }

    public static TheoryData<PhoneBehaviour, string> Faults => new()
    {
        { new() { StopProbability = 1.1 }, "stopProbability" },
        { new() { HelpProbability = double.NaN }, "helpProbability" },
        { new() { TextProbability = -0.1 }, "textProbability" },
        { new() { StartProbability = 2 }, "startProbability" },
        { new() { StopProbability = 0.6, TextProbability = 0.5 }, "together" },
        { new() { Delay = new(-1, 0) }, "delaySeconds" },
        { new() { Delay = new(1, 4.1) }, "delaySigma" },
        { new() { StartDelay = new(604_801, 1) }, "startDelaySeconds" },
        { new() { Languages = ["en", "de"] }, "languages" },
        { new() { Texts = [""] }, "texts" },
        { new() { Texts = [new('x', 1_601)] }, "texts" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_out_of_range_is_named(PhoneBehaviour behaviour, string named) =>
        Assert.Contains(named, behaviour.Fault, StringComparison.Ordinal);

    [Fact]
    public void The_usual_is_in_range() => Assert.Null(Mixed.Fault);

    /// <summary>Four standard deviations: with a fixed seed, always or never.</summary>
    private static void AssertShare(int count, int of, double share)
    {
        var deviation = Math.Sqrt(share * (1 - share) / of);
        Assert.InRange(count / (double)of, share - 4 * deviation, share + 4 * deviation);
    }
}
