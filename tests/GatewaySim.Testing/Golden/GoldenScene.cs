using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GatewaySim.Testing.Golden;

/// <summary>The real gateway of a file, on a clock that stands. What is in front of it, a provider says.</summary>
public abstract class GoldenScene : IAsyncDisposable
{
    private readonly HttpClient _client = new();

    protected GoldenScene(TestGateway gateway, BreakableJournal journal, SteppedTime time, GoldenNames names) =>
        (Gateway, Journal, Time, Names) = (gateway, journal, time, names);

    protected TestGateway Gateway { get; }

    protected BreakableJournal Journal { get; }

    protected SteppedTime Time { get; }

    protected GoldenNames Names { get; }

    /// <summary>Headers of answers that no file shows.</summary>
    protected abstract IReadOnlySet<string> HeadersLeftOut { get; }

    /// <summary>Does what a case says, and gives the answer as it stands in a file.</summary>
    public async Task<string> RunAsync(GoldenCase its)
    {
        foreach (var order in its.Orders)
        {
            await ObeyAsync(order.Split(' '));
        }

        for (var n = its.RepeatCount; n > 0; n--)
        {
            using var again = RequestOf(its);
            using var ignored = await _client.SendAsync(again);
        }

        using var request = RequestOf(its);
        using var response = await _client.SendAsync(request);
        var answer = await DescribeAsync(response);
        await SettleAsync();
        return Names.Name(answer);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        Gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The key of a request that names none.</summary>
    /// <returns>Null when none is asked for at this address.</returns>
    protected abstract string? AuthorizationOf(GoldenCase its);

    /// <summary>Looks at the headers that no file shows.</summary>
    protected virtual void Check(IReadOnlyDictionary<string, string> headers)
    {
    }

    /// <summary>Waits until nothing moves but the clock.</summary>
    protected abstract Task SettleAsync();

    protected virtual async Task ObeyAsync(string[] words)
    {
        switch (words)
        {
            case ["gateway" or "repeat", ..]:
                break;
            case ["text", var from, var to, .. var body]:
                await Gateway.TextAsync(from, to, string.Join(' ', body));
                await SettleAsync();
                break;
            case ["wait", var seconds]:
                Time.Advance(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                break;
            case ["journal", var state]:
                Journal.IsBroken = state == "broken";
                break;
            default:
                throw new FormatException($"No order '{string.Join(' ', words)}'.");
        }
    }

    /// <summary>An address of this machine where nobody listens: the port was free a moment ago.</summary>
    protected static string AddressOfNobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";
    }

    private HttpRequestMessage RequestOf(GoldenCase its)
    {
        var request = new HttpRequestMessage(new(its.Method), Names.Fill("{{server}}" + its.Path));
        if (its.Body.Length > 0 || its.Headers.Any(h => h.Name == "Content-Type"))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Names.Fill(its.Body)));
        }

        if (its.Headers.All(h => h.Name != "Authorization") && AuthorizationOf(its) is { } key)
        {
            request.Headers.TryAddWithoutValidation("Authorization", key);
        }

        foreach (var (name, value) in its.Headers.Where(h => h.Value.Length > 0))
        {
            _ = request.Headers.TryAddWithoutValidation(name, Names.Fill(value)) ||
                request.Content!.Headers.TryAddWithoutValidation(name, Names.Fill(value));
        }

        return request;
    }

    private async Task<string> DescribeAsync(HttpResponseMessage response)
    {
        // As they were sent: the parsed ones are written anew.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Check(headers);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}\n");
        foreach (var (name, value) in headers.Where(h => !HeadersLeftOut.Contains(h.Key)).OrderBy(h => h.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        // A carriage return has a sign of its own, as nobody sees it in a file.
        var body = await response.Content.ReadAsStringAsync();
        return text.Append('\n').Append(body.Replace("\r", "␍", StringComparison.Ordinal)).ToString().TrimEnd('\n');
    }
}
