using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GatewaySim.Telnyx.Tests.Webhooks;

namespace GatewaySim.Telnyx.Tests.Properties;

/// <summary>
/// Goal: P-12 and P-14 to P-17 on the wire. Every text is told to the profile's address; its <c>autoresponse_type</c>,
/// the text that is sent back, the list of opt-outs and the next send all say the same.
/// Method: random configurations by the API, random people who text two numbers of one profile; a plain model says what
/// must come of each text. The seed and the step are in the failure.
/// </summary>
public sealed class KeywordProperties : IAsyncLifetime
{
    private static readonly string[] Numbers = ["+13125550177", "+13125550178"];

    private static readonly (string Country, string Number)[] People =
    [
        ("US", "+13125550001"), ("US", "+13125550002"), ("CA", "+14165550001"), ("MX", "+525512345678"),
        ("FR", "+33612345678"), ("JP", "+819012345678"),
    ];

    private static readonly string[] Words =
    [
        "PARAR", "Arrêt", "AIDE", "JOIN", "やめて", "ALTO YA", "QUIT", "STOP ALL", "UNSTOP", "STOP", "START", "HELP",
    ];

    private readonly KeywordModel _model = new();
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Theory]
    [InlineData(1, true), InlineData(2, true), InlineData(3, true)]
    [InlineData(4, false), InlineData(5, false), InlineData(6, false)]
    public async Task What_a_text_means_is_told_answered_listed_and_held_to(int seed, bool isChecked)
    {
        var random = new Random(seed);
        await using var server = await TelnyxServer.StartAsync(
            new TelnyxOptions { CheckAutoResponses = isChecked, AutoReplyWebhooks = true });
        var profile = await ProfileAsync(server);
        using var delivery = server.DeliverWebhooks();
        var (told, refused) = (new HashSet<string>(), 0);
        for (var step = 0; step < 250; step++)
        {
            if (random.Next(4) == 0)
            {
                refused += await ConfigureAsync(server, $"{profile}/autoresp_configs", random) ? 0 : 1;
            }

            var (country, person) = Any(random, People);
            var (number, word) = (Any(random, Numbers), Any(random, Words));
            var isWord = random.Next(4) > 0;
            var body = isWord ? Dressed(random, word) : Hidden(random, word);
            var expected = _model.Hear(person, country, number, isWord ? word : null);
            told.Add($"{expected.Family} {expected.Reply is not null}");

            await server.Gateway.TextAsync(person, number, body);
            var heard = await _receiver.NextAsync(expected.Reply is null ? 1 : 3);
            AssertSame(
                seed, step, Seen(person, number, body, expected),
                string.Join('\n', heard.Select(Seen).Distinct().Order(StringComparer.Ordinal)));
            AssertSame(
                seed, step, $"{_model.IsBlocked(person)}\n{string.Join('\n', _model.Blocks)}",
                $"{await IsBlockedAsync(server, number, person)}\n{await BlocksAsync(server)}");
        }

        // Nothing more was told than the model said.
        await server.Gateway.TextAsync(People[0].Number, Numbers[0], "bye for now");
        Assert.Equal("bye for now", (string)(await _receiver.NextAsync()).Payload["text"]!);
        Assert.Equal(isChecked, refused > 0);
        string[] all = [" False", "STOP True", "STOP False", "START True", "START False", "HELP True"];
        Assert.Superset(all.ToHashSet(), told);
    }

    private static void AssertSame(int seed, int step, string expected, string actual) => Assert.True(
        expected == actual, $"seed {seed}, step {step}:\n{actual}\nand not\n{expected}");

    private static string Seen(string person, string number, string body, Meaning meaning) => string.Join('\n',
        new[] { $"{person} {number} {body}: {meaning.Family}" }
            .Concat(meaning.Reply is null ? [] : [$"{number} {person} {meaning.Reply}: out"])
            .Order(StringComparer.Ordinal));

    /// <summary>An event in one line; sent and finalized of one reply are the same line.</summary>
    private static string Seen(Callback callback)
    {
        var (from, to) = (callback.Payload["from"]!["phone_number"], callback.Payload["to"]![0]!["phone_number"]);
        var family = callback.Type == "message.received" ? (string?)callback.Payload["autoresponse_type"] : "out";
        return $"{from} {to} {callback.Payload["text"]}: {family}";
    }

    private async Task<string> ProfileAsync(TelnyxServer server)
    {
        var made = await server.PostAsync(
            "/v2/messaging_profiles",
            $$"""{"name":"words","whitelisted_destinations":["*"],"webhook_url":"{{_receiver.Url("/words")}}"}""");
        var id = made.Json["data"]!["id"];
        foreach (var number in Numbers)
        {
            await server.PatchAsync($"/v2/phone_numbers/{number}/messaging", $$"""{"messaging_profile_id":"{{id}}"}""");
        }

        return $"/v2/messaging_profiles/{id}";
    }

    /// <returns>False when the change was refused.</returns>
    private async Task<bool> ConfigureAsync(TelnyxServer server, string url, Random random)
    {
        var place = _model.Configs.Count > 0 && random.Next(2) == 0 ? random.Next(_model.Configs.Count) : -1;
        if (place >= 0 && random.Next(3) == 0)
        {
            var gone = await server.DeleteAsync($"{url}/{_model.Configs[place].Id}");
            Assert.Equal("\"OK\"", gone.Body);
            _model.Configs.RemoveAt(place);
            return true;
        }

        var config = new Configured(
            "", Any(random, ["start", "stop", "info", "help"]),
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Any(random, Words))],
            random.Next(3) == 0 ? "*" : Any(random, People).Country,
            random.Next(3) == 0 ? null : $"A configured text, number {random.Next(1_000_000)}.");
        var body = JsonSerializer.Serialize(new
        {
            op = config.Op, keywords = config.Words, country_code = config.Country, resp_text = config.Text,
        });
        var answer = place < 0
            ? await server.PostAsync(url, body)
            : await server.PutAsync($"{url}/{_model.Configs[place].Id}", body);
        if (answer.Code is not null)
        {
            Assert.Equal("10027", answer.Code);
            return false;
        }

        config = config with { Id = (string)answer.Json["data"]!["id"]! };
        if (place < 0)
        {
            _model.Configs.Add(config);
        }
        else
        {
            _model.Configs[place] = config;
        }

        return true;
    }

    private static async Task<bool> IsBlockedAsync(TelnyxServer server, string from, string to)
    {
        var answer = await server.PostAsync("/v2/messages", $$"""
            {"from":"{{from}}","to":"{{to}}","text":"hi","use_profile_webhooks":false}
            """);
        Assert.Equal(answer.Code is null ? (200, null) : (409, "40300"), ((int)answer.Status, answer.Code));
        return answer.Code is not null;
    }

    private static async Task<string> BlocksAsync(TelnyxServer server) => string.Join(
        '\n', (await server.GetAsync("/v2/messaging_optouts?page[size]=250")).Json["data"]!.AsArray()
            .Select(row => $"{row!["to"]} {row["from"]}").Order(StringComparer.Ordinal));

    /// <summary>P-14: what does not count around and in a word.</summary>
    private static string Dressed(Random random, string word)
    {
        word = random.Next(3) switch { 0 => word.ToUpperInvariant(), 1 => word.ToLowerInvariant(), _ => word };
        word = random.Next(2) == 0 ? word : word.Normalize(NormalizationForm.FormD);
        return string.Format(null, Any(random, ["{0}", "  {0}\n", "\"{0}\"", "{0}.", "“{0}”!!", "- {0} -"]), word);
    }

    /// <summary>P-15: a word among others.</summary>
    private static string Hidden(Random random, string word) =>
        string.Format(null, Any(random, ["{0} please", "the {0}", "{0}, now", "do not {0} it"]), word);

    private static T Any<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
