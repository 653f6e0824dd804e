using GatewaySim.Actors.Webhooks;

namespace GatewaySim.Actors.Tests.Webhooks;

public sealed class TargetListTests
{
    [Theory]
    [InlineData("", "http://anything.example/x", true)]
    [InlineData("hooks.example", "https://hooks.example/x", true)]
    [InlineData("hooks.example", "https://HOOKS.example:8443/x", true)]
    [InlineData("hooks.example", "https://a.hooks.example/x", false)]
    [InlineData("hooks.example", "https://hooks.example.evil.example/x", false)]
    [InlineData("*.example", "https://a.example/", true)]
    [InlineData("*.example", "https://example/", false)]
    [InlineData("*.example", "https://aexample/", false)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080/", true)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8081/", false)]
    [InlineData("127.0.0.1:80", "http://127.0.0.1/", true)]
    [InlineData("[::1]", "http://[::1]:9/", true)]
    [InlineData("[::1]:9", "http://[::1]:9/", true)]
    [InlineData("[::1]:9", "http://[::1]:10/", false)]
    [InlineData("*:443", "https://anything.example/", true)]
    [InlineData("*:443", "http://anything.example/", false)]
    [InlineData("a.example,b.example", "http://b.example/", true)]
    [InlineData("a.example,b.example", "http://user@c.example:1/?b.example", false)]
    public void Only_hosts_on_the_list_are_called(string list, string url, bool isAllowed) => Assert.Equal(
        isAllowed, new TargetList(list.Split(',', StringSplitOptions.RemoveEmptyEntries)).Allows(new(url)));
}
