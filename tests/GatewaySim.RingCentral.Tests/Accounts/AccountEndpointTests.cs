using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Tests.Accounts;

public class AccountEndpointTests
{
    private const string Account = "/restapi/v1.0/account/400100200";

    [Theory]
    [InlineData("/restapi/v1.0/account/~/extension/~")]
    [InlineData("/restapi/v1.0/account/~/extension/~/")]
    [InlineData(Account + "/extension/400100201")]
    public async Task An_extension_says_who_is_logged_in(string path)
    {
        await using var door = await TestDoor.OpenAsync();
        var json = (await door.CallAsync("GET", path)).Json;
        var origin = door.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(400100201, json.GetProperty("id").GetInt64());
        Assert.Equal($"{origin}{Account}/extension/400100201", json.GetProperty("uri").GetString());
        Assert.Equal("101", json.GetProperty("extensionNumber").GetString());
        Assert.Equal("Demo User", json.GetProperty("name").GetString());
        Assert.Equal("User", json.GetProperty("type").GetString());
        Assert.Equal("Enabled", json.GetProperty("status").GetString());
        Assert.Equal(400100200, At(json, "account", "id").GetInt64());
        Assert.Equal(origin + Account, At(json, "account", "uri").GetString());
        Assert.All(
            ["firstName", "lastName", "email"], name => Assert.NotEmpty(At(json, "contact", name).GetString()!));
        Assert.True(At(json, "permissions", "admin", "enabled").GetBoolean());
        Assert.False(At(json, "permissions", "internationalCalling", "enabled").GetBoolean());
        Assert.Equal("US", At(json, "regionalSettings", "homeCountry", "isoCode").GetString());
        Assert.Equal("en-US", At(json, "regionalSettings", "language", "localeCode").GetString());
        Assert.Equal("US/Pacific", At(json, "regionalSettings", "timezone", "name").GetString());
    }

    [Fact]
    public async Task An_account_says_who_runs_it()
    {
        await using var door = await TestDoor.OpenAsync();
        var bare = (await door.CallAsync("GET", "/restapi/v1.0/account/~")).Json;
        Assert.Equal(400100200, bare.GetProperty("id").GetInt64());
        Assert.Equal(400100201, At(bare, "operator", "id").GetInt64());
        Assert.Equal("Confirmed", bare.GetProperty("status").GetString());
        Assert.False(bare.TryGetProperty("mainNumber", out _));

        AddNumber(door);
        var json = (await door.CallAsync("GET", Account + "/")).Json;
        Assert.Equal("+16505550100", json.GetProperty("mainNumber").GetString());
    }

    [Fact]
    public async Task An_account_lists_its_numbers_without_features()
    {
        await using var door = await TestDoor.OpenAsync();
        AddNumber(door);
        var json = (await door.CallAsync("GET", "/restapi/v1.0/account/~/phone-number?usageType=DirectNumber")).Json;
        var record = json.GetProperty("records")[0];
        Assert.Equal("+16505550100", record.GetProperty("phoneNumber").GetString());
        Assert.False(record.TryGetProperty("features", out _));
        Assert.Contains(Account + "/phone-number/", record.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/extension/400100201", At(record, "extension", "uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, At(json, "paging", "totalElements").GetInt32());
        Assert.EndsWith(
            Account + "/phone-number?page=1&perPage=100",
            At(json, "navigation", "firstPage", "uri").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/restapi/v1.0/account/7", "404 CMN-102 accountId")]
    [InlineData("GET", "/restapi/v1.0/account/7/phone-number", "404 CMN-102 accountId")]
    [InlineData("GET", "/restapi/v1.0/account/~/extension/7", "404 CMN-102 extensionId")]
    [InlineData("GET", "/restapi/v1.0/account/7/extension/~", "404 CMN-102 accountId")]
    [InlineData("GET", "/restapi/v1.0/account/~/phone-number?page=0", "400 CMN-101 page")]
    [InlineData("PUT", "/restapi/v1.0/account/~/extension/~", "405 AGW-405")]
    public async Task A_bad_question_gets_the_providers_error(string method, string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync(method, path)).Error);
    }

    [Theory]
    [InlineData("/restapi/v1.0/account/~")]
    [InlineData("/restapi/v1.0/account/~/phone-number")]
    [InlineData("/restapi/v1.0/account/~/extension/~")]
    [InlineData("/restapi/v1.0/client-info")]
    public async Task They_need_a_token(string path)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal("401 AGW-401", (await door.CallAsync("GET", path, authorization: "")).Error);
        Assert.Equal(200, (int)(await door.CallAsync("GET", path)).Status);
    }

    private static JsonElement At(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            json = json.GetProperty(name);
        }

        return json;
    }

    private static void AddNumber(TestDoor door) => door.Fake.NumberRecords.Add(new(
        MessageId.At(1, 7), Provider.RingCentral, 1, new PhoneNumber(16505550100), null,
        FakeSenders.Start, FakeSenders.Start));
}
