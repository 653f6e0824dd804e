namespace GatewaySim.Host.Serving;

/// <summary>What the server logs. Event ids are stable.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1001, LogLevel.Information, "Listening on {Url}")]
    public static partial void Listening(ILogger logger, string url);

    [LoggerMessage(1002, LogLevel.Information, "Stopping: no new connections, requests under way may finish")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(1003, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);
}
