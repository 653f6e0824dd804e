using System.Diagnostics;

namespace GatewaySim.Sdk.Tests;

/// <summary>A program that is run to its end, within a time limit.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program and collects what it says; one that takes too long is killed.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, TimeSpan timeout)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{program} {string.Join(' ', arguments)} was not done after {timeout.TotalSeconds} s: "
                + $"{await output}{await error}");
        }

        return (process.ExitCode, await output, await error);
    }
}
