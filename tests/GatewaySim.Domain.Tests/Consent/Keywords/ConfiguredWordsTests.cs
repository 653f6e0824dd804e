using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

public class ConfiguredWordsTests
{
    private const string French = "Vous êtes désabonné des messages.";
    private const string Spanish = "Ha cancelado su suscripción.";
    private const string Global = "You will get no more messages.";

    private static readonly KeywordTable Table = KeywordTable.Telnyx.With(
    [
        new(Operation.Stop, ["ARRET", "désabonner"], Region.Parse("CA"), French),
        new(Operation.Stop, ["PARAR", "salir"], Region.Parse("MX"), Spanish),
        new(Operation.Start, ["INICIO"], Region.Parse("MX")),
        new(Operation.Start, ["VOLTAR", "PARAR"], Region.Parse("BR")),
        new(Operation.Help, ["AYUDA"], Region.Parse("MX"), "Llame al 800 para ayuda."),
        new(Operation.Stop, ["REVOKE"], Region.Global, Global),
        new(Operation.Custom, ["HOURS"], Region.Global, "9 to 5."),
        new(Operation.Custom, ["Horaires", "Hours"], Region.Parse("CA"), "De 9 à 17."),
        new(Operation.Custom, ["MENU"], Region.Global, "Soup."),
        new(Operation.Custom, ["QUIT", "UNSTOP"], Region.Parse("FR"), "Never said."),
    ]);

    [Theory]
    [InlineData("Arrêt", "CA", Operation.Stop)]
    [InlineData("ARRE\u0302T", "CA", Operation.Stop)]
    [InlineData("DESABONNER", "CA", Operation.Stop)]
    [InlineData("Arrêt", "FR", Operation.None)]
    [InlineData("PARAR", "MX", Operation.Stop)]
    [InlineData("PARAR", "BR", Operation.Start)]     // no clash: looked up in the country's words
    [InlineData("PARAR", "US", Operation.None)]
    [InlineData("PARAR", "*", Operation.None)]
    [InlineData("Inicio", "MX", Operation.Start)]
    [InlineData("¿Ayuda?", "MX", Operation.Help)]
    [InlineData("revoke", "US", Operation.Stop)]     // global
    [InlineData("revoke", "MX", Operation.Stop)]
    [InlineData("STOP", "MX", Operation.Stop)]       // built in
    [InlineData("hours", "JP", Operation.Custom)]
    [InlineData("quit", "FR", Operation.Stop)]       // stop comes before custom
    [InlineData("unstop", "FR", Operation.Start)]
    public void Words_count_in_their_country_globally_or_because_they_are_built_in(
        string body, string country, Operation operation) =>
        Assert.Equal(operation, Table.Classify(body, Region.Parse(country), KeywordMatch.WholeBody).Operation);

    [Theory]
    [InlineData(Operation.Stop, "CA", French)]
    [InlineData(Operation.Stop, "MX", Spanish)]
    [InlineData(Operation.Stop, "US", Global)]
    [InlineData(Operation.Start, "MX", null)]        // configured without a text
    [InlineData(Operation.Start, "US", null)]
    [InlineData(Operation.Help, "US", null)]
    [InlineData(Operation.None, "US", null)]
    public void The_reply_is_the_countrys_else_the_global_one_else_none(
        Operation operation, string country, string? reply)
    {
        Assert.Equal(reply, Table.ReplyFor(operation, Region.Parse(country)));
        Assert.Equal(reply, Table.ReplyFor(new Classification(operation, "STOP"), Region.Parse(country)));
    }

    [Theory]
    [InlineData("Hours?", "US", "9 to 5.")]
    [InlineData("Hours?", "CA", "De 9 à 17.")]
    [InlineData("horaires", "CA", "De 9 à 17.")]
    [InlineData("menu", "CA", "Soup.")]
    [InlineData("stop", "CA", French)]
    [InlineData("nothing", "CA", null)]
    public void A_custom_keyword_has_a_reply_of_its_own(string body, string country, string? reply)
    {
        var found = Table.Classify(body, Region.Parse(country), KeywordMatch.WholeBody);
        Assert.Equal(reply, Table.ReplyFor(found, Region.Parse(country)));
    }

    [Fact]
    public void Configurations_add_up_and_leave_the_table_they_came_from_alone()
    {
        var more = Table.With([new(Operation.Stop, ["GENUG"], Region.Parse("DE"), "Sie erhalten nichts mehr.")]);
        Assert.Equal("GENUG", more.Classify("genug!", Region.Parse("DE"), KeywordMatch.WholeBody).Keyword);
        Assert.Equal("REVOKE", more.Classify("revoke", Region.Parse("DE"), KeywordMatch.WholeBody).Keyword);
        Assert.Equal("", Table.Classify("genug", Region.Parse("DE"), KeywordMatch.WholeBody).Keyword);
    }

    [Fact]
    public void Keywords_of_nothing_and_keywords_too_long_never_match()
    {
        var longest = new string('A', KeywordTable.KeywordCharsMax);
        var table = KeywordTable.Telnyx.With(
            [new(Operation.Stop, ["", "!!", "🛑", longest, longest + "B"], Region.Global)]);
        foreach (var match in Enum.GetValues<KeywordMatch>())
        {
            Assert.Equal(Operation.Stop, table.Classify(longest, Region.Canada, match).Operation);
            Assert.All(["", "!!", "🛑", longest + "B", longest + "BB"],
                body => Assert.Equal(Operation.None, table.Classify(body, Region.Canada, match).Operation));
        }
    }

    [Fact]
    public void A_body_over_the_limit_is_no_keyword_and_the_first_word_is_sought_within_it()
    {
        var most = "stop".PadRight(KeywordTable.BodyCharsMax, '!');
        foreach (var match in (KeywordMatch[])[KeywordMatch.WholeBody, KeywordMatch.FirstWord])
        {
            Assert.Equal(Operation.Stop, KeywordTable.Telnyx.Classify(most, Region.Canada, match).Operation);
        }

        Assert.Equal(Operation.None,
            KeywordTable.Telnyx.Classify(most + "!", Region.Canada, KeywordMatch.WholeBody).Operation);
        Assert.Equal(Operation.Stop,
            KeywordTable.Telnyx.Classify(most + " all", Region.Canada, KeywordMatch.FirstWord).Operation);
        var late = "stop".PadLeft(KeywordTable.BodyCharsMax + 4);
        Assert.All(Enum.GetValues<KeywordMatch>(), match => Assert.Equal(
            Operation.None, KeywordTable.Telnyx.Classify(late, Region.Canada, match).Operation));
    }
}
