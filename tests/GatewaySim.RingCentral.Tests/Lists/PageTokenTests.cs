using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Tests.Lists;

/// <summary>What every list has in common: tokens that are its own and whole, and page sizes.</summary>
public class PageTokenTests
{
    private const string A2p = "/restapi/v1.0/account/~/a2p-sms/";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";
    private const string Search = Consents + "/search";

    private static readonly Address Ours = new PhoneNumber(16505550100);
    private static readonly PhoneNumber Theirs = new(16505550101);

    public static string[] Lists { get; } =
        [A2p + "batches", A2p + "messages", A2p + "opt-outs", Consents, Consents + "/history", Search];

    [Fact]
    public async Task A_token_is_good_for_its_own_list_only()
    {
        await using var door = await OpenAsync();
        foreach (var list in Lists)
        {
            var token = await TokenAsync(door, list);
            foreach (var other in Lists)
            {
                var answer = await AskAsync(door, other, token);
                Assert.Equal(
                    list == other ? "200" : "400 CMN-101 pageToken", answer.Status == System.Net.HttpStatusCode.OK
                        ? "200"
                        : answer.Error);
            }
        }
    }

    [Fact]
    public async Task A_damaged_token_is_refused_by_every_list()
    {
        await using var door = await OpenAsync();
        foreach (var list in Lists)
        {
            var token = await TokenAsync(door, list);
            var damaged = Enumerable.Range(0, token.Length)
                .Select(n => token[..n] + (token[n] == 'A' ? 'B' : 'A') + token[(n + 1)..])
                .Concat(["x", token[1..], token[..^4], token + "AAAA", token + token, new string('A', token.Length)]);
            foreach (var text in damaged)
            {
                Assert.Equal("400 CMN-101 pageToken", (await AskAsync(door, list, text)).Error);
            }
        }
    }

    [Fact]
    public async Task A_token_of_another_simulation_is_refused()
    {
        await using var door = await OpenAsync();
        var token = new RingCentral.Lists.PageToken(
            RingCentral.Lists.ListKind.Batches, FakeSenders.Start, MessageId.At(1, 1), Stamp.None).ToText(salt: 43);
        Assert.Equal("400 CMN-101 pageToken", (await AskAsync(door, A2p + "batches", token)).Error);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("x"), InlineData("1.5"), InlineData("+5")]
    [InlineData("99999999999999999999"), InlineData("1e2")]
    public async Task A_page_size_that_is_none_is_refused_by_every_list(string perPage)
    {
        await using var door = await OpenAsync();
        foreach (var list in Lists.Where(l => l != Search))
        {
            Assert.Equal(
                "400 CMN-101 perPage",
                (await door.CallAsync("GET", $"{list}?perPage={Uri.EscapeDataString(perPage)}")).Error);
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(1000, 1000), InlineData(1001, 1000), InlineData(2_000_000_000_000, 1000)]
    public async Task A_page_size_beyond_a_thousand_is_a_thousand(long asked, int given)
    {
        await using var door = await OpenAsync();
        foreach (var list in Lists)
        {
            var answer = list == Search
                ? await door.CallAsync("POST", list, $$"""{"perPage":{{asked}}}""")
                : await door.CallAsync("GET", $"{list}?perPage={asked}");
            Assert.Equal(given, answer.Json.GetProperty("paging").GetProperty("perPage").GetInt32());
        }
    }

    private static Task<Answer> AskAsync(TestDoor door, string list, string token) => list == Search
        ? door.CallAsync("POST", list, $$"""{"pageToken":"{{token}}"}""")
        : door.CallAsync("GET", $"{list}?pageToken={token}");

    private static async Task<string> TokenAsync(TestDoor door, string list)
    {
        var answer = list == Search
            ? await door.CallAsync("POST", list, """{"perPage":1}""")
            : await door.CallAsync("GET", list + "?perPage=1");
        return answer.Json.GetProperty("paging").GetProperty("nextPageToken").GetString()!;
    }

    /// <summary>A door whose lists have two records each.</summary>
    private static async Task<TestDoor> OpenAsync()
    {
        var door = await TestDoor.OpenAsync();
        for (var n = 1; n <= 2; n++)
        {
            var id = MessageId.At(1, n);
            door.Fake.BatchRecords.Add(new(id, 1, Ours, 1, 1, 0, 1, FakeSenders.Start, FakeSenders.Start));
            door.Fake.MessageRecords.Add(new(
                id, Scope.OfSender(1, Ours), null, Direction.Inbound, Theirs, Ours, "x", FakeSenders.Start, null,
                MessageOptions.None));
            door.Fake.ConsentRecords.Add(new(
                Provider.RingCentral, 1, null, Ours, Theirs, ConsentStatus.OptOut, ConsentSource.Api,
                FakeSenders.Start, null, id));
            door.Fake.HistoryRecords.Add(new(
                1, Ours, Theirs, ConsentStatus.OptOut, ConsentSource.Api, FakeSenders.Start, id));
        }

        return door;
    }
}
