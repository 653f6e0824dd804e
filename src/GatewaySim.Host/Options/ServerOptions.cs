using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>How this node listens, and what a connection may use.</summary>
public sealed class ServerOptions
{
    [Setting("The address to listen on; 0.0.0.0 for every IPv4 address of the machine. The default is loopback only, "
        + "because the simulator accepts anybody who knows the demo credentials.")]
    public string Host { get; set; } = "127.0.0.1";

    [Setting("The TCP port; 0 takes a free one, which the first line of output names.", Min = 0, Max = 65_535)]
    public int Port { get; set; } = 7670;

    [Setting("Open connections; more are closed at once.", Unit = "connections", Min = 1, Max = 1_000_000)]
    public int ConnectionsMax { get; set; } = 10_000;

    [Setting("The largest body any route reads. A backstop: routes have smaller limits of their own and answer in the "
        + "provider's words.", Unit = "bytes", Min = 1_024, Max = 1_073_741_824)]
    public long BodyBytesMax { get; set; } = 64L << 20;

    [Setting("All header lines of one request together.", Unit = "bytes", Min = 1_024, Max = 1_048_576)]
    public int HeadersBytesMax { get; set; } = 32 << 10;

    [Setting("Header lines of one request.", Unit = "lines", Min = 10, Max = 1_000)]
    public int HeadersMax { get; set; } = 100;

    [Setting("The request line: method, path and query.", Unit = "bytes", Min = 256, Max = 1_048_576)]
    public int RequestLineBytesMax { get; set; } = 16 << 10;

    [Setting("How long a client may take to send its headers.", Unit = "milliseconds", Min = 100, Max = 3_600_000)]
    public int HeadersTimeoutMs { get; set; } = 30_000;

    [Setting("How long an idle connection is kept.", Unit = "milliseconds", Min = 100, Max = 3_600_000)]
    public int IdleTimeoutMs { get; set; } = 130_000;

    [Setting("How long requests under way may take to finish after SIGTERM.",
        Unit = "milliseconds", Min = 0, Max = 600_000)]
    public int ShutdownTimeoutMs { get; set; } = 30_000;

    [Setting("The least important log line that is written (to standard error).",
        Words = "debug|information|warning|error")]
    public string LogLevel { get; set; } = "information";

    [Setting("How log lines are written: for people, or each as one JSON object.", Words = "text|json")]
    public string LogFormat { get; set; } = "text";
}
