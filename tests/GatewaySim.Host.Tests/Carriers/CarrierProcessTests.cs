using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GatewaySim.Testing;

namespace GatewaySim.Host.Tests.Carriers;

/// <summary>Messages outlive the file of the carrier that had them: the journal keeps its delays.</summary>
public sealed class CarrierProcessTests
{
    [Fact]
    public async Task A_message_is_shown_by_a_program_that_never_read_the_file()
    {
        using TemporaryFolder folder = new();
        var file = Path.Combine(SourceTree.Root, "cluster-config", "carrier.yaml");
        string id;
        using (GatewayProcess first = new(
            $"serve --port 0 --data {folder.Path}", ("GATEWAYSIM_GATEWAY__CARRIERFILE", file)))
        {
            using var client = await ClientAsync(first);
            using var sent = await client.PostAsJsonAsync(
                "v2/messages", new { from = "+13125550100", to = "+15552000001", text = "hi" },
                TestContext.Current.CancellationToken);
            id = (string)(await ReadAsync(sent))["id"]!;
            first.Signal("TERM");
            await first.EndAsync();
        }

        using GatewayProcess second = new($"serve --port 0 --data {folder.Path}");
        using var again = await ClientAsync(second);
        using var shown = await again.GetAsync(
            new Uri($"v2/messages/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(id, (string)(await ReadAsync(shown))["id"]!);
    }

    private static async Task<HttpClient> ClientAsync(GatewayProcess process)
    {
        var url = await process.UrlAsync();
        HttpClient client = new() { BaseAddress = new(url.GetLeftPart(UriPartial.Authority) + "/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "KEY");
        return client;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["data"]!;
    }
}
