using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Sqlite;

/// <summary>A process of its own: this test program once more, told to run one class alone.</summary>
internal sealed class SecondProcess : IDisposable
{
    public const string DataVariable = "GATEWAYSIM_TEST_SECOND_PROCESS_DATA";
    public const string AnswerMark = "second process: ";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public SecondProcess(string data)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            ArgumentList =
            {
                "exec", typeof(SecondProcess).Assembly.Location, "-method",
                $"{typeof(SecondProcessEntry).FullName}.{nameof(SecondProcessEntry.Uses_the_directory_it_is_told)}",
            },
        };
        start.Environment[DataVariable] = data;
        _process = Process.Start(start)!;
    }

    /// <summary>Waits for what became of the directory.</summary>
    public string Answer()
    {
        var answer = Task.Run(() =>
        {
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                if (line.IndexOf(AnswerMark, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return line[(at + AnswerMark.Length)..];
                }
            }

            return "It ended without an answer.";
        });
        Assert.True(answer.Wait(AnswerTimeout), "The second process did not answer.");
        return answer.Result;
    }

    /// <summary>As <c>kill -9</c>: nothing is closed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}

/// <summary>What the second process does. In the first one it does nothing.</summary>
public sealed class SecondProcessEntry
{
    [Fact]
    public async Task Uses_the_directory_it_is_told()
    {
        if (Environment.GetEnvironmentVariable(SecondProcess.DataVariable) is not { } data)
        {
            return;
        }

        try
        {
            using var journal = SqliteJournal.Open(data);
            var head = journal.HeadOf(0);
            var wildcard = new WildcardSet(new(15_552_000_001), ConsentStatus.OptOut, ConsentSource.Api);
            var append = new TestAppend(0, head).With(head, new(1), Scope.OfAccount(1), wildcard);
            journal.Submit(append);
            Assert.Null(await append.Done);
            Answer("APPENDED");
            await Console.In.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (JournalException e)
        {
            Answer($"REFUSED {e.Message}");
        }
    }

    private static void Answer(string answer)
    {
        Console.Out.WriteLine(SecondProcess.AnswerMark + answer);
        Console.Out.Flush();
    }
}
