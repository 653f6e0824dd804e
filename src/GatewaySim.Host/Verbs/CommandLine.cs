using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using GatewaySim.Host.Options;
using GatewaySim.Journal;

namespace GatewaySim.Host.Verbs;

/// <summary>Finds the verb, runs it, and turns every failure into one message and an exit code.</summary>
internal static class CommandLine
{
    public const int Succeeded = 0;
    public const int Failed = 1;

    /// <summary>The command line or the settings are wrong; nothing was started.</summary>
    public const int WrongUse = 2;

    public static RootCommand Create() => new("Stands in for the SMS providers RingCentral and Telnyx.")
    {
        ServeVerb.Create(),
        DemoVerb.Create(),
        ReplayVerb.Create(),
        DumpVerb.Create(),
        VerifyVerb.Create(),
        AuditVerb.Create(),
        ReadyVerb.Create(),
    };

    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            // '@' has no meaning here: a directory may begin with it.
            var parse = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parse.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = parse.CommandResult.Command is RootCommand;
            }

            var code = await parse.InvokeAsync(invocation, stopping.Token);
            return parse.Errors.Count > 0 ? WrongUse : code;
        }
        catch (SettingsException e)
        {
            await error.WriteLineAsync($"gatewaysim: {e.Message}");
            return WrongUse;
        }
        catch (Exception e) when (e is VerbException or JournalException)
        {
            await error.WriteLineAsync($"gatewaysim: {e.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await error.WriteLineAsync("gatewaysim: stopped before the end");
            return Failed;
        }
#pragma warning disable CA1031 // The last resort of the program: whatever it is, a person gets one line, not a trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync($"gatewaysim: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            return Failed;
        }

        // The first signal asks the verb to stop; a second one ends the process at once, as is the system's default.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }
    }
}
