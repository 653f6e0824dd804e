using System.CommandLine;
using GatewaySim.Host.Serving;

namespace GatewaySim.Host.Verbs;

/// <summary><c>gatewaysim ready</c>: asks a running gateway whether it takes work. For health checks.</summary>
internal static class ReadyVerb
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var config = SettingOption.Config();
        Option<string> url = new("--url")
        {
            HelpName = "URL",
            Description = "Where the gateway is, instead of --host and --port: http://127.0.0.1:7670",
        };
        url.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var uri)
                || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                result.AddError("--url must be an http:// or https:// address");
            }
        });
        Command verb = new("ready", "Exits with 0 when a running gateway is ready, with 1 when it is not.")
        {
            url, SettingOption.Host(), SettingOption.Port(), config,
        };
        verb.SetAction((parse, stop) =>
        {
            var address = parse.GetValue(url) ?? ListenAddress.Of(parse.ReadSettings(config).Server).ClientUrl;
            return RunAsync(new Uri(new Uri(address), "/readyz"), parse, stop);
        });
        return verb;
    }

    private static async Task<int> RunAsync(Uri probe, ParseResult parse, CancellationToken stop)
    {
        // A proxy between this machine and itself would answer for somebody else.
        using SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false };
        using HttpClient client = new(handler) { Timeout = AnswerTimeout };
        try
        {
            using var answer = await client.GetAsync(probe, stop);
            if (answer.IsSuccessStatusCode)
            {
                await parse.Output().WriteLineAsync("ready");
                return CommandLine.Succeeded;
            }

            var body = await answer.Content.ReadAsStringAsync(stop);
            throw new VerbException(
                $"not ready: {probe} answered {(int)answer.StatusCode} {body.ReplaceLineEndings(" ")}");
        }
        catch (HttpRequestException e)
        {
            throw new VerbException($"not ready: {probe}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new VerbException($"not ready: {probe} gave no answer in {AnswerTimeout.TotalSeconds} s", e);
        }
    }
}
