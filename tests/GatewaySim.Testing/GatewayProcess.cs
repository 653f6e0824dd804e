using System.Diagnostics;
using System.Globalization;

namespace GatewaySim.Testing;

/// <summary>The real program in a process and a directory of its own. Killed when the test ends.</summary>
/// <remarks>The test project references the program, whose file then stands beside the test's own.</remarks>
public sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gatewaysim-process-");
    private readonly Task<string> _error;

    public GatewayProcess(string arguments, params (string Name, string Value)[] variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "gatewaysim.dll");
        ProcessStartInfo start = new("dotnet", $"\"{program}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.FullName,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The first line of output; null when there was none.</summary>
    public Task<string?> FirstLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);

    /// <summary>Waits for <c>listening on</c>.</summary>
    public async Task<Uri> UrlAsync()
    {
        var line = await FirstLineAsync();
        return line is ['l', ..] && line.StartsWith("listening on ", StringComparison.Ordinal)
            ? new(line["listening on ".Length..])
            : throw new InvalidOperationException($"First line: {line}; errors: {await _error}");
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(StartTimeout);
        await _process.WaitForExitAsync().WaitAsync(StartTimeout);
        return (_process.ExitCode, output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}
