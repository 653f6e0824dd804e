using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Tests.Numbers;

public class PhoneNumberEndpointTests
{
    private const string Numbers = "/restapi/v1.0/account/~/extension/~/phone-number";

    [Fact]
    public async Task Numbers_are_listed_by_page_number()
    {
        await using var door = await TestDoor.OpenAsync();
        foreach (var number in new ulong[] { 16505550100, 18005550100, 18885550100 })
        {
            door.Fake.NumberRecords.Add(new(
                MessageId.At(1, (long)number), Provider.RingCentral, 1, new PhoneNumber(number), null,
                FakeSenders.Start, FakeSenders.Start));
        }

        var first = (await door.CallAsync("GET", Numbers + "?perPage=2&usageType=DirectNumber&status=Normal")).Json;
        var record = first.GetProperty("records")[0];
        Assert.Equal("+16505550100", record.GetProperty("phoneNumber").GetString());
        Assert.Equal("Local", record.GetProperty("paymentType").GetString());
        Assert.Equal(MessageId.At(1, 16505550100).Value, record.GetProperty("id").GetInt64());
        Assert.Contains("A2PSmsSender", record.GetProperty("features").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("TollFree", first.GetProperty("records")[1].GetProperty("paymentType").GetString());
        Assert.Equal(
            """{"page":1,"perPage":2,"pageStart":0,"pageEnd":1,"totalPages":2,"totalElements":3}""",
            first.GetProperty("paging").GetRawText());

        var next = first.GetProperty("navigation").GetProperty("nextPage").GetProperty("uri").GetString()!;
        var second = (await door.CallAsync("GET", next)).Json;
        Assert.Equal(1, second.GetProperty("records").GetArrayLength());
        Assert.False(second.GetProperty("navigation").TryGetProperty("nextPage", out _));
        Assert.True(second.GetProperty("navigation").TryGetProperty("previousPage", out _));
    }

    [Theory]
    [InlineData("?usageType=MainCompanyNumber")]
    [InlineData("?status=Pending")]
    [InlineData("?page=2147483647&perPage=1000")]
    public async Task What_does_not_fit_is_not_listed(string query)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(0, (await door.CallAsync("GET", Numbers + query)).Json.GetProperty("records").GetArrayLength());
    }

    [Theory]
    [InlineData(Numbers + "?page=0", "400 CMN-101 page")]
    [InlineData(Numbers + "?page=99999999999", "400 CMN-101 page")]
    [InlineData(Numbers + "?perPage=none", "400 CMN-101 perPage")]
    [InlineData("/restapi/v1.0/account/~/extension/7/phone-number", "404 CMN-102 extensionId")]
    [InlineData("/restapi/v1.0/account/7/extension/~/phone-number", "404 CMN-102 accountId")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", path)).Error);
    }
}
