using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

public class KeywordFaultsTests
{
    private static readonly Region Mexico = Region.Parse("MX");
    private static readonly Region Brazil = Region.Parse("BR");

    [Fact]
    public void Sound_configurations_have_no_faults() => Assert.Empty(KeywordFaults.Check(
    [
        new(Operation.Stop, ["STOP", "QUIT", "Arrêt"], Region.Canada, new string('x', KeywordFaults.ReplyCharsMin)),
        new(Operation.Start, ["START"], Region.Global),
        new(Operation.Help, Enumerable.Range(0, KeywordFaults.KeywordsMax).Select(i => $"HELP {i}").ToList(), Mexico),
        new(Operation.Custom, ["MENU"], Region.Global, "Soup."),
        new(Operation.Stop, ["PARAR"], Mexico),
        new(Operation.Start, ["PARAR"], Brazil),
        new(Operation.Stop, [], Region.Global),
    ]));

    [Theory]
    [InlineData(Operation.Start, "Stop!")]
    [InlineData(Operation.Custom, "s-t-o-p")]
    [InlineData(Operation.Stop, "ＨＥＬＰ")]
    [InlineData(Operation.Help, "start")]
    public void A_reserved_word_in_another_operation_is_a_fault(Operation operation, string word) =>
        Assert.Equal([new(KeywordFaultKind.ReservedWord, 0, word)],
            KeywordFaults.Check([new(operation, ["OK", word], Mexico)]));

    [Fact]
    public void One_word_in_two_operations_is_the_fault_of_the_later_if_a_handset_is_under_both()
    {
        KeywordConfig stop = new(Operation.Stop, ["Détenir"], Mexico);
        Assert.Equal([new(KeywordFaultKind.WordInTwoOperations, 1, "DETENIR")],
            KeywordFaults.Check([stop, new(Operation.Start, ["DETENIR"], Mexico)]));
        Assert.Equal([new(KeywordFaultKind.WordInTwoOperations, 1, "DETENIR")],
            KeywordFaults.Check([stop, new(Operation.Custom, ["DETENIR"], Region.Global)]));
        Assert.Empty(KeywordFaults.Check([stop, new(Operation.Start, ["DETENIR"], Brazil)]));
        Assert.Empty(KeywordFaults.Check([stop, stop]));
    }

    [Fact]
    public void Every_fault_is_listed() => Assert.Equal(
    [
        new(KeywordFaultKind.TooManyKeywords, 0),
        new(KeywordFaultKind.ReplyTooShort, 0),
        new(KeywordFaultKind.NeverMatches, 1, "🛑"),
        new(KeywordFaultKind.ReservedWord, 1, "HELP"),
        new(KeywordFaultKind.WordInTwoOperations, 1, "word 7"),
    ],
    KeywordFaults.Check(
    [
        new(Operation.Stop, [.. Enumerable.Range(0, KeywordFaults.KeywordsMax + 1).Select(i => $"WORD {i}")], Mexico,
            new string('x', KeywordFaults.ReplyCharsMin - 1)),
        new(Operation.Custom, ["🛑", "HELP", "word 7"], Mexico, ""),
    ]));

    [Fact]
    public void The_replies_of_the_network_fit_one_segment()
    {
        Assert.Equal(137, ReplyTexts.TollFreeStop.Length);
        Assert.Equal(132, ReplyTexts.TollFreeStopRingCentral.Length);
        Assert.Equal(96, ReplyTexts.TollFreeStart.Length);
    }

    [Fact]
    public void Every_matcher_has_a_name_of_its_own_for_the_journal() => Assert.Equal(
        ["whole-body.v1", "first-word.v1", "exact.v1"], Enum.GetValues<KeywordMatch>().Select(MatcherVersion.Of));
}
