using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>
/// Goal: the words and texts that a profile configured mean what they should (P-12, P-14 to P-17), at once, on that
/// profile only. Method: random configurations are made through the gateway and random people text; a plain model of
/// the rules says what must come of it. The seed is in the failure.
/// </summary>
public sealed class AutoResponseTests : IAsyncLifetime
{
    private const string NoReply = "";

    private static readonly (string Country, string Prefix)[] Countries =
        [("US", "+1312555"), ("CA", "+1416555"), ("MX", "+52551234"), ("FR", "+336123"), ("JP", "+819012")];

    private static readonly string[] Words =
        ["PARAR", "Arrêt", "AIDE", "JOIN", "GO", "やめて", "ALTO YA", "QUIT", "UNSTOP", "STOP", "START", "HELP"];

    private readonly List<AutoResponseRecord> _configs = [];
    private TestGateway _gateway = null!;
    private Guid _profile;
    private int _people;

    private ITelnyxAccounts Accounts => _gateway.Gateway;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _profile = _gateway.Senders.Directory.ListProfiles(DemoAccount.Id)[0].Id;
    }

    public ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Configured_words_and_texts_mean_what_the_model_says(int seed)
    {
        var other = await OtherNumberAsync();
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < 60; round++)
        {
            refused += await ChangeAsync(random) ? 0 : 1;
            for (var text = 0; text < 8; text++)
            {
                var word = Any(random, Words);
                var (country, prefix) = Any(random, Countries);
                var body = Dressed(random, word);
                var expected = Meaning(word, country);
                var heard = await HearAsync(prefix, $"{DemoAccount.TelnyxNumbers[0]}", body);
                Assert.True(
                    heard == (expected, TextFor(expected, country)),
                    $"Seed {seed}, round {round}: '{body}' from {country} is {heard}, not {expected}");

                // P-15: with any other word it is ordinary text.
                Assert.Equal(
                    (Operation.None, NoReply),
                    await HearAsync(prefix, $"{DemoAccount.TelnyxNumbers[0]}", $"{body} please"));

                // Another profile knows the built-in words only, with their own texts.
                var elsewhere = BuiltIn(word);
                Assert.Equal((elsewhere, DefaultFor(elsewhere)), await HearAsync(prefix, other, body));
            }
        }

        Assert.InRange(refused, 1, 59);
    }

    [Theory]
    [InlineData(AutoResponseOp.Start, "STOP", null, KeywordFaultKind.ReservedWord)]
    [InlineData(AutoResponseOp.Help, " start! ", null, KeywordFaultKind.ReservedWord)]
    [InlineData(AutoResponseOp.Stop, "Help", null, KeywordFaultKind.ReservedWord)]
    [InlineData(AutoResponseOp.Stop, "BASTA", "too short", KeywordFaultKind.ReplyTooShort)]
    [InlineData(AutoResponseOp.Stop, "!!", null, KeywordFaultKind.NeverMatches)]
    [InlineData(AutoResponseOp.Start, "taken", null, KeywordFaultKind.WordInTwoOperations)]
    [InlineData(AutoResponseOp.Start, "START", "Welcome back, dear friend.", null)]
    [InlineData(AutoResponseOp.Info, "HELP", null, null)]
    public async Task A_fault_is_named_and_stores_nothing(
        AutoResponseOp op, string keyword, string? text, KeywordFaultKind? fault)
    {
        await Accounts.SetAutoResponseAsync(Command(AutoResponseOp.Stop, ["TAKEN"], Region.Global, null));
        var events = _gateway.EventCount;
        var reply = await Accounts.SetAutoResponseAsync(Command(op, [keyword], Region.Global, text));
        Assert.Equal((fault, fault is null ? 1 : 0), (reply.Fault?.Kind, _gateway.EventCount - events));

        var unchecked_ = Command(op, [keyword], Region.Global, text) with { IsChecked = false };
        Assert.Equal(Verdict.Accepted, (await Accounts.SetAutoResponseAsync(unchecked_)).Verdict);
        Assert.Equal(
            Operation.Stop, (await HearAsync("+1312555", $"{DemoAccount.TelnyxNumbers[0]}", "stop")).Operation);
    }

    [Fact]
    public async Task G7_more_configurations_than_the_limit_are_refused_and_a_replacement_is_not()
    {
        AutoResponseReply last = default;
        for (var n = 0; n < 100; n++)
        {
            last = await Accounts.SetAutoResponseAsync(Command(AutoResponseOp.Stop, [$"BYE{n}"], Region.Global, null));
            Assert.Equal(Verdict.Accepted, last.Verdict);
        }

        var more = Command(AutoResponseOp.Stop, ["MORE"], Region.Global, null);
        Assert.Equal(Verdict.Overloaded, (await Accounts.SetAutoResponseAsync(more)).Verdict);
        var replaced = await Accounts.SetAutoResponseAsync(more with { Id = last.AutoResponse!.Id });
        Assert.Equal(
            (Verdict.Accepted, last.AutoResponse.CreatedAt), (replaced.Verdict, replaced.AutoResponse!.CreatedAt));
    }

    [Fact]
    public async Task A_short_codes_stop_text_cannot_be_configured_its_help_text_can()
    {
        await _gateway.Senders.AssignNumberAsync(
            new(DemoAccount.Id, Provider.Telnyx, Address.Parse("24242"), _profile), CancellationToken.None);
        await Accounts.SetAutoResponseAsync(
            Command(AutoResponseOp.Stop, ["BASTA"], Region.Global, "Our own words for a stop."));
        await Accounts.SetAutoResponseAsync(
            Command(AutoResponseOp.Info, ["AYUDA"], Region.Global, "Our own words for help."));
        Assert.Equal((Operation.Stop, ReplyTexts.TelnyxStop), await HearAsync("+1312555", "24242", "basta"));
        Assert.Equal((Operation.Help, "Our own words for help."), await HearAsync("+1312555", "24242", "Info"));
        Assert.Equal(
            (Operation.Stop, "Our own words for a stop."),
            await HearAsync("+1312555", $"{DemoAccount.TelnyxNumbers[1]}", "basta"));
    }

    /// <returns>False when the change was refused by the rules.</returns>
    private async Task<bool> ChangeAsync(Random random)
    {
        if (_configs.Count > 0 && random.Next(4) == 0)
        {
            var gone = _configs[random.Next(_configs.Count)];
            Assert.Equal(
                Verdict.Accepted,
                (await Accounts.RemoveAutoResponseAsync(DemoAccount.Id, _profile, gone.Id)).Verdict);
            _configs.Remove(gone);
            return true;
        }

        var place = _configs.Count > 0 && random.Next(3) == 0 ? random.Next(_configs.Count) : -1;
        var country = random.Next(3) == 0 ? Region.Global : Region.Parse(Any(random, Countries).Country);
        var text = random.Next(3) == 0 ? null : $"A configured text, number {random.Next(1_000_000)}.";
        var reply = await Accounts.SetAutoResponseAsync(Command(
            (AutoResponseOp)random.Next(1, 5),
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Any(random, Words))], country, text) with
        {
            Id = place < 0 ? null : _configs[place].Id,
        });
        if (reply.AutoResponse is not { } set)
        {
            Assert.Equal(Verdict.Conflict, reply.Verdict);
            return false;
        }

        if (place < 0)
        {
            _configs.Add(set);
        }
        else
        {
            _configs[place] = set;
        }

        return true;
    }

    private SetAutoResponse Command(AutoResponseOp op, string[] keywords, Region country, string? text) =>
        new(DemoAccount.Id, _profile, null, op, keywords, country, text);

    private Operation Meaning(string word, string country)
    {
        var meanings = _configs.Where(c => c.Country == Region.Global || c.Country.ToString() == country)
            .Where(c => c.Keywords.Contains(word)).Select(c => c.Operation).Append(BuiltIn(word))
            .Where(o => o != Operation.None).Order().ToList();
        return meanings is [var first, ..] ? first : Operation.None;
    }

    private static Operation BuiltIn(string word) => word switch
    {
        "STOP" or "QUIT" => Operation.Stop,
        "START" or "UNSTOP" => Operation.Start,
        "HELP" => Operation.Help,
        _ => Operation.None,
    };

    private string TextFor(Operation operation, string country) =>
        TextOf(operation, country) ?? TextOf(operation, "*") ?? DefaultFor(operation);

    private string? TextOf(Operation operation, string country) => _configs
        .Where(c => c.Operation == operation && c.Country.ToString() == country && c.ReplyText is not null)
        .MaxBy(c => c.CreatedAt)?.ReplyText;

    private static string DefaultFor(Operation operation) => operation switch
    {
        Operation.Stop => ReplyTexts.TelnyxStop,
        Operation.Start => ReplyTexts.TelnyxStart,
        _ => NoReply,
    };

    /// <summary>P-14: case, white space, quotes and punctuation around a word do not count.</summary>
    private static string Dressed(Random random, string word)
    {
        word = random.Next(3) switch { 0 => word.ToUpperInvariant(), 1 => word.ToLowerInvariant(), _ => word };
        word = random.Next(2) == 0 ? word : word.Normalize(System.Text.NormalizationForm.FormD);
        return random.Next(5) switch
        {
            0 => $"  {word}\n",
            1 => $"\"{word}\"",
            2 => $"{word}.",
            3 => $"“{word}”!!",
            _ => word,
        };
    }

    /// <summary>Somebody new texts a number.</summary>
    /// <returns>What it was taken for (as the stored message has it too, P-17) and the reply.</returns>
    private async Task<(Operation Operation, string Reply)> HearAsync(string prefix, string number, string body)
    {
        var heard = await _gateway.TextAsync($"{prefix}{_people++ % 10_000:0000}", number, body);
        Assert.Equal(Verdict.Accepted, heard.Verdict);
        Assert.Equal(heard.Operation, _gateway.Senders.Read.FindMessage(heard.Id)!.Operation);
        var reply = NoReply;
        _gateway.Journal.Visit(heard.Id.Shard, heard.Id.Sequence, long.MaxValue, (in stored) =>
        {
            reply = stored.Decode() is ReplySent sent && sent.CausedBy == heard.Id ? sent.Text : reply;
            return true;
        });
        return (heard.Operation, reply);
    }

    private async Task<string> OtherNumberAsync()
    {
        var made = await _gateway.Senders.CreateProfileAsync(
            new(DemoAccount.Id, new("other", ["*"])), CancellationToken.None);
        var number = DemoAccount.TelnyxNumbers[3];
        await _gateway.Senders.AssignNumberAsync(
            new(DemoAccount.Id, Provider.Telnyx, number, made.Profile!.Id), CancellationToken.None);
        return $"{number}";
    }

    private static T Any<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
