namespace GatewaySim.RingCentral.Tests.Discovery;

public class DiscoveryTests
{
    private const string Initial = "/.well-known/entry-points/initial";

    /// <summary>The way of the JavaScript SDK: the first document, a token from where it says, the second.</summary>
    [Fact]
    public async Task A_client_finds_everything_at_the_address_that_it_called()
    {
        await using var door = await TestDoor.OpenAsync();
        var port = door.Client.BaseAddress!.Port;
        using var request = new HttpRequestMessage(HttpMethod.Get, Initial + "?clientId=app");
        request.Headers.Host = $"sim.test:{port}";
        request.Headers.Authorization = null;
        var initial = (await door.SendAsync(request)).Json;
        Assert.Equal(
            $"http://sim.test:{port}/restapi/oauth/token",
            initial.GetProperty("authApi").GetProperty("defaultTokenUri").GetString());
        var external = new Uri(initial.GetProperty("discoveryApi").GetProperty("defaultExternalUri").GetString()!);
        Assert.Equal("sim.test", external.Host);
        Assert.Equal($"http://sim.test:{port}", initial.GetProperty("coreApi").GetProperty("baseUri").GetString());
        Assert.All(["version", "retryCount", "retryInterval", "rcv", "rcm"], n => initial.GetProperty(n));
        Assert.All(["authorizationUri", "oidcDiscoveryUri"], n => initial.GetProperty("authApi").GetProperty(n));

        var second = (await door.CallAsync("GET", external.PathAndQuery, authorization: "")).Json;
        Assert.Equal(
            new Uri(door.Client.BaseAddress, Initial).ToString(),
            second.GetProperty("discoveryApi").GetProperty("initialUri").GetString());
        Assert.Equal(
            new Uri(door.Client.BaseAddress, external.PathAndQuery).ToString(),
            second.GetProperty("discoveryApi").GetProperty("externalUri").GetString());
        Assert.All(["baseUri", "tokenUri"], n => second.GetProperty("authApi").GetProperty(n));
        Assert.All(["expiresIn", "retryCount", "retryInterval", "retryCycleDelay"], n => second.GetProperty(n));
        second.GetProperty("rcv").GetProperty("baseApiUri");
    }

    [Fact]
    public async Task The_versions_of_the_api_are_open_to_all()
    {
        await using var door = await TestDoor.OpenAsync();
        var list = (await door.CallAsync("GET", "/restapi", authorization: "")).Json;
        var version = list.GetProperty("apiVersions")[0];
        Assert.Equal("v1.0", version.GetProperty("uriString").GetString());
        Assert.All(["uri", "serverVersion", "serverRevision"], n => list.GetProperty(n));
        var one = (await door.CallAsync("GET", "/restapi/v1.0/", authorization: "")).Json;
        Assert.Equal(version.GetRawText(), one.GetRawText());
        Assert.Equal(
            new Uri(door.Client.BaseAddress!, "/restapi/v1.0").ToString(), one.GetProperty("uri").GetString());
        Assert.Equal("404 AGW-404", (await door.CallAsync("GET", "/restapi/v3")).Error);
    }
}
