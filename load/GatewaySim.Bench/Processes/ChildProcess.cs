using System.Diagnostics;
using System.Globalization;

namespace GatewaySim.Bench.Processes;

/// <summary>A process of this measurement: started, listened to, and ended with it.</summary>
internal class ChildProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Timer _sampler;
    private long _residentMax;

    /// <param name="program">A .dll beside this one.</param>
    protected ChildProcess(
        string program, IEnumerable<string> arguments, string? directory = null, bool isInline = false)
    {
        var start = new ProcessStartInfo(DotnetPath, [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? Environment.CurrentDirectory,
        };

        // Settings of whoever measures are none of the measurement's.
        foreach (var name in start.Environment.Keys.Where(
            k => k.StartsWith("GATEWAYSIM_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        if (isInline)
        {
            // Callbacks run on the thread that waits for the sockets: one loop, no hand-over to a pool.
            start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
            start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        }

        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        _sampler = new Timer(_ => Sample(), null, TimeSpan.Zero, SampleEvery);
    }

    public int Id => _process.Id;

    /// <summary>The most memory that was seen resident, in megabytes of 1,048,576 bytes.</summary>
    public double ResidentMaxMb
    {
        get
        {
            Sample();
            return Interlocked.Read(ref _residentMax) / 1048576.0;
        }
    }

    /// <summary>What it has computed so far, on all cores.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    protected StreamReader Output => _process.StandardOutput;

    public static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
        ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>Waits for <c>listening on URL</c>, then reads on, so that nobody waits for a reader.</summary>
    public async Task<Uri> UrlAsync(CancellationToken cancel)
    {
        const string listening = "listening on ";
        var line = await Output.ReadLineAsync(cancel).AsTask().WaitAsync(StartTimeout, cancel);
        if (line?.StartsWith(listening, StringComparison.Ordinal) != true)
        {
            throw new BenchException($"The server did not start: {line} {(line is null ? await ErrorAsync() : "")}");
        }

        _ = Output.ReadToEndAsync(CancellationToken.None);
        return new(line[listening.Length..]);
    }

    /// <summary>Asks the process to end, and waits for it.</summary>
    /// <exception cref="BenchException">It did not, or not in order.</exception>
    public async Task EndAsync(CancellationToken cancel)
    {
        _process.StandardInput.Close();
        if (!OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(cancel);
        }

        await ExitAsync(EndTimeout, cancel);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _sampler.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    protected async Task ExitAsync(TimeSpan timeout, CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel).WaitAsync(timeout, cancel);
        if (_process.ExitCode != 0)
        {
            throw new BenchException($"A process ended with {_process.ExitCode}: {await ErrorAsync()}");
        }
    }

    /// <summary>The first line of standard error that says something.</summary>
    private async Task<string> ErrorAsync() =>
        (await _error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault("no error was printed");

    private void Sample()
    {
        try
        {
            _process.Refresh();
            var resident = _process.HasExited ? 0 : Math.Max(_process.WorkingSet64, _process.PeakWorkingSet64);
            if (resident > Interlocked.Read(ref _residentMax))
            {
                Interlocked.Exchange(ref _residentMax, resident);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
        }
    }
}
