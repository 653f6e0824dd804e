using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent;

/// <summary>The rules of docs/rules.md that are decisions on one recipient, by their numbers there.</summary>
/// <remarks>
/// The rules about what is stored, listed and sent are in ConsentRuleTests of GatewaySim.Actors.Tests: R6 to R10, R12,
/// R15, R23 to R26. R11 (<c>to:"*"</c>) cannot be said to the domain, whose commands name a number; the front door
/// refuses it. R16 (a profile is deleted) awaits the deletion of profiles.
/// </remarks>
public sealed class ConsentRuleTests
{
    [Fact]
    public void R01_start_to_one_number_lifts_an_account_wide_opt_out_for_that_number_only() => ConsentScript.Run("""
        rc set  *            -> +15552000001 opt-out -> set
        rc send +16505550100 -> +15552000001         -> refused
        rc text +15552000001 -> +16505550100 START   -> opted-in, start reply
        rc send +16505550100 -> +15552000001         -> allowed
        rc send +16505550101 -> +15552000001         -> refused
        """);

    [Fact]
    public void R02_an_account_wide_opt_in_lifts_the_opt_out_of_a_pair() => ConsentScript.Run("""
        rc text +15552000001 -> +16505550100 STOP   -> opted-out, stop reply
        rc set  *            -> +15552000001 opt-in -> set
        rc send +16505550100 -> +15552000001        -> allowed
        """);

    [Fact]
    public void R03_stop_after_an_account_wide_opt_in_blocks_one_number() => ConsentScript.Run("""
        rc set  *            -> +15552000001 opt-in -> set
        rc text +15552000001 -> +16505550100 STOP   -> opted-out, stop reply
        rc send +16505550100 -> +15552000001        -> refused
        rc send +16505550101 -> +15552000001        -> allowed
        rc send +16505550100 -> +15552000002        -> allowed   # nobody else is affected
        """);

    [Fact]
    public void R04_an_account_wide_opt_out_covers_a_pair_that_opted_in() => ConsentScript.Run("""
        rc text +15552000001 -> +16505550100 STOP    -> opted-out, stop reply
        rc text +15552000001 -> +16505550100 START   -> opted-in, start reply
        rc set  *            -> +15552000001 opt-out -> set
        rc send +16505550100 -> +15552000001         -> refused
        """);

    [Theory]
    [InlineData(ConsentStatus.None, 0, ConsentStatus.None, 0, ConsentStatus.None)]
    [InlineData(ConsentStatus.OptOut, 5, ConsentStatus.None, 0, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.None, 0, ConsentStatus.OptOut, 5, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.OptOut, 5, ConsentStatus.OptIn, 6, ConsentStatus.OptIn)]
    [InlineData(ConsentStatus.OptOut, 6, ConsentStatus.OptIn, 5, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.OptIn, 6, ConsentStatus.OptOut, 5, ConsentStatus.OptIn)]
    [InlineData(ConsentStatus.OptIn, 5, ConsentStatus.OptOut, 6, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.OptIn, 5, ConsentStatus.OptOut, 5, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.OptOut, 5, ConsentStatus.OptIn, 5, ConsentStatus.OptOut)]
    [InlineData(ConsentStatus.OptIn, 5, ConsentStatus.OptIn, 5, ConsentStatus.OptIn)]
    public void R05_the_newest_record_decides_and_a_tie_is_an_opt_out(
        ConsentStatus pair, long pairAt, ConsentStatus wildcard, long wildcardAt, ConsentStatus effective)
    {
        var (p, w) = (new PairConsent(pair, default, new(pairAt)), new PairConsent(wildcard, default, new(wildcardAt)));
        Assert.Equal(effective, PairConsentDecider.Effective(p, w));
        Assert.Equal(effective == ConsentStatus.OptOut, PairConsentDecider.IsBlocked(p, w));
    }

    [Theory]
    [InlineData("- 0", "- 0", false)]
    [InlineData("OptOut.Recipient 5", "- 0", true)]
    [InlineData("OptOut.Carrier 5", "- 0", true)]
    [InlineData("OptOut.Api 5", "- 0", false)]
    [InlineData("OptOut.Upstream 5", "- 0", false)]
    [InlineData("OptIn.Recipient 5", "- 0", false)]
    [InlineData("- 0", "OptOut.Recipient 5", true)]
    [InlineData("- 0", "OptOut.Api 5", false)]
    [InlineData("OptOut.Recipient 5", "OptOut.Api 6", true)]    // an opt-in would lift both
    [InlineData("OptOut.Recipient 5", "OptIn.Api 6", false)]    // lifted already
    [InlineData("OptIn.Recipient 6", "OptOut.Carrier 5", false)]
    [InlineData("OptOut.Api 7", "OptOut.Carrier 5", false)]     // what the carrier said was lifted before 7
    [InlineData("OptOut.Api 5", "OptOut.Carrier 5", true)]
    public void Strict_mode_locks_the_opt_outs_of_recipients_and_carriers(string pair, string wildcard, bool isLocked)
    {
        Assert.Equal(isLocked, PairConsentDecider.IsLockedForApi(Record(pair), Record(wildcard)));

        static PairConsent Record(string text)
        {
            var parts = text.Split('.', ' ');
            return parts.Length < 3 ? PairConsent.None : new(
                Enum.Parse<ConsentStatus>(parts[0]), Enum.Parse<ConsentSource>(parts[1]),
                new(long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void R13_the_profile_stays_blocked_until_start_reached_every_number_that_got_stop() => ConsentScript.Run("""
        tx text +15552000001 -> +13125550100 STOP  -> opted-out, stop reply
        tx text +15552000001 -> +13125550101 STOP  -> opted-out            # one confirmation per opt-out
        tx send +13125550102 -> +15552000001       -> refused              # the whole profile
        tx text +15552000001 -> +13125550100 START -> opted-in             # still blocked, so no "re-subscribed"
        tx send +13125550100 -> +15552000001       -> refused
        tx text +15552000001 -> +13125550101 START -> opted-in, start reply
        tx send +13125550100 -> +15552000001       -> allowed
        tx send +13125550100 -> +15552000002       -> allowed
        """);

    [Fact]
    public void R13_with_profile_wide_start_one_start_lifts_them_all() => ConsentScript.Run("""
        tx text +15552000001 -> +13125550100 STOP  -> opted-out, stop reply
        tx text +15552000001 -> +13125550101 STOP  -> opted-out
        tx text +15552000001 -> +13125550102 START -> opted-in-all, start reply
        tx send +13125550100 -> +15552000001       -> allowed
        """, StartScope.Profile);

    [Fact]
    public void R14_start_to_a_number_that_got_no_stop_changes_nothing_and_is_not_answered() => ConsentScript.Run("""
        tx text +15552000001 -> +13125550100 STOP  -> opted-out, stop reply
        tx text +15552000001 -> +13125550101 START -> unchanged
        tx send +13125550101 -> +15552000001       -> refused
        """);

    [Fact]
    public void R17_a_configured_start_word_lifts_a_block_in_its_country_only()
    {
        var table = KeywordTable.Telnyx.With([new(Operation.Start, ["VOLVER"], Region.Parse("MX"))]);
        Assert.Equal(Operation.Start, table.Classify("volver", Region.Parse("MX"), KeywordMatch.WholeBody).Operation);
        Assert.Equal(Operation.None, table.Classify("volver", Region.Canada, KeywordMatch.WholeBody).Operation);

        var blocked = new OriginConsent(IsOrigin: true, Count: 1);
        Assert.Equal(
            ConsentChange.OptIn,
            OriginConsentDecider.Hear(
                Operation.Start, "VOLVER", blocked, StartScope.SameNumber, SenderType.LongCode, false).Consent);
    }

    [Fact]
    public void R18_a_word_in_two_operations_is_a_fault_of_the_second_and_reserved_words_keep_their_meaning()
    {
        Assert.Equal(
            [new(KeywordFaultKind.WordInTwoOperations, 1, "FIN")],
            KeywordFaults.Check(
                [new(Operation.Stop, ["FIN"], Region.Global), new(Operation.Start, ["FIN"], Region.Global)]));
        var table = KeywordTable.Telnyx.With([new(Operation.Start, ["STOP"], Region.Global)]);
        Assert.Equal(Operation.Stop, table.Classify("stop", Region.Canada, KeywordMatch.WholeBody).Operation);
    }

    [Fact]
    public void R19_a_second_stop_is_no_second_record_and_gets_no_second_reply() => ConsentScript.Run("""
        rc text +15552000001 -> +16505550100 STOP        -> opted-out, stop reply
        rc text +15552000001 -> +16505550100 unsubscribe -> unchanged
        tx text +15552000001 -> +13125550100 STOP        -> opted-out, stop reply
        tx text +15552000001 -> +13125550100 stop all    -> unchanged
        tx text +15552000001 -> +18445550100 STOP        -> opted-out, blocked   # the second number
        tx text +15552000001 -> +18445550100 STOP        -> unchanged
        tx send +13125550100 -> +15552000001             -> refused
        """);

    [Fact]
    public void R19_short_codes_answer_every_stop() => ConsentScript.Run("""
        tx text +15552000001 -> 12345 STOP -> opted-out, stop reply
        tx text +15552000001 -> 12345 STOP -> unchanged, stop reply
        rc text +15552000001 -> 12345 STOP -> opted-out, stop reply
        rc text +15552000001 -> 12345 STOP -> unchanged, stop reply
        """);

    [Fact]
    public void R19_stop_under_an_account_wide_opt_out_is_a_record_of_its_own() => ConsentScript.Run("""
        rc set  *            -> +15552000001 opt-out -> set
        rc text +15552000001 -> +16505550100 STOP    -> opted-out, stop reply
        rc text +15552000001 -> +16505550100 STOP    -> unchanged
        """);

    [Fact]
    public void R20_start_when_not_opted_out_is_answered_and_changes_nothing() => ConsentScript.Run("""
        rc text +15552000001 -> +16505550100 START -> unchanged, start reply
        rc text +15552000001 -> +16505550100 START -> unchanged, start reply
        tx text +15552000001 -> +13125550100 START -> unchanged, start reply
        tx text +15552000001 -> +13125550100 START -> unchanged, start reply
        """);

    [Fact]
    public void R21_help_is_answered_while_opted_out_unless_the_network_blocks() => ConsentScript.Run("""
        rc text +15552000001 -> +16505550100 STOP   -> opted-out, stop reply
        rc text +15552000001 -> +16505550100 HELP   -> unchanged, help reply
        rc text +15552000001 -> +16505550100 hello  -> unchanged
        tx text +15552000001 -> +13125550100 STOP   -> opted-out, stop reply
        tx text +15552000001 -> +13125550100 HELP   -> unchanged, help reply
        rc text +15552000001 -> +18335550100 STOP   -> opted-out, blocked, stop reply
        rc text +15552000001 -> +18335550100 HELP   -> unchanged
        rc text +15552000001 -> +18335550100 UNSTOP -> opted-in, unblocked, start reply
        rc text +15552000001 -> +18335550100 HELP   -> unchanged, help reply
        """);

    [Fact]
    public void R22_start_on_toll_free_clears_the_providers_rule_and_the_networks() => ConsentScript.Run("""
        rc text +15552000001 -> +18335550100 STOP  -> opted-out, blocked, stop reply
        rc text +15552000001 -> +18335550100 START -> opted-in, unblocked, start reply
        rc send +18335550100 -> +15552000001       -> allowed
        tx text +15552000001 -> +13125550100 STOP  -> opted-out, stop reply
        tx text +15552000001 -> +18445550100 STOP  -> opted-out, blocked
        tx text +15552000001 -> +18445550100 START -> opted-in, unblocked    # R13: the other origin remains
        tx send +18445550100 -> +15552000001       -> refused
        """);

    [Fact]
    public void R22_only_stop_blocks_at_the_network_and_only_start_and_unstop_unblock() => ConsentScript.Run("""
        rc text +15552000001 -> +18335550100 QUIT   -> opted-out, stop reply
        rc text +15552000001 -> +18335550100 RESUME -> opted-in, start reply
        rc text +15552000001 -> +18335550100 STOP   -> opted-out, blocked, stop reply
        rc text +15552000001 -> +18335550100 RESUME -> opted-in, start reply
        rc send +18335550100 -> +15552000001        -> stopped
        rc text +15552000001 -> +18335550100 unstop -> unchanged, unblocked, start reply
        rc send +18335550100 -> +15552000001        -> allowed
        """);

    [Fact]
    public void P36_no_api_lifts_the_networks_block_and_only_the_same_number_does() => ConsentScript.Run("""
        rc text +15552000001 -> +18335550100 STOP    -> opted-out, blocked, stop reply
        rc send +18335550100 -> +15552000001         -> refused
        rc set  +18335550100 -> +15552000001 opt-in  -> set
        rc send +18335550100 -> +15552000001         -> stopped    # by the carrier, not by the provider
        rc set  *            -> +15552000001 opt-in  -> set
        rc text +15552000001 -> +18445550100 START   -> unchanged, start reply
        rc send +18335550100 -> +15552000001         -> stopped
        rc text +15552000001 -> +18335550100 START   -> unchanged, unblocked, start reply
        rc send +18335550100 -> +15552000001         -> allowed
        """);

    [Fact]
    public void A_record_that_says_the_same_again_is_not_stored_but_a_hidden_one_is_renewed() => ConsentScript.Run("""
        rc set  +16505550100 -> +15552000001 opt-out -> set
        rc set  +16505550100 -> +15552000001 opt-out -> unchanged
        rc set  *            -> +15552000001 opt-in  -> set
        rc set  *            -> +15552000001 opt-in  -> set          # newer than every pair, so it says something
        rc set  +16505550100 -> +15552000001 opt-out -> set          # the old opt-out no longer counted
        rc send +16505550100 -> +15552000001         -> refused
        rc set  +16505550101 -> +15552000001 opt-in  -> set          # a record where there was none
        """);
}
