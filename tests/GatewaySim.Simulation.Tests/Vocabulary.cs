using GatewaySim.Domain.Consent;

namespace GatewaySim.Simulation.Tests;

/// <summary>The texts that people write here, and what they mean at both providers.</summary>
internal static class Vocabulary
{
    public static readonly IReadOnlyList<(string Text, Operation Operation, string Word)> Texts =
    [
        ("STOP", Operation.Stop, "STOP"),
        (" stop! ", Operation.Stop, "STOP"),
        ("Quit", Operation.Stop, "QUIT"),
        ("START", Operation.Start, "START"),
        ("unstop", Operation.Start, "UNSTOP"),
        ("HELP", Operation.Help, "HELP"),
        ("hello", Operation.None, ""),
        ("please stop calling me", Operation.None, ""),
    ];

    /// <summary>A keyword that only ever comes as an automatic reply, and so means nothing (P-11).</summary>
    public const string Echo = "END";

    public static (Operation Operation, string Word) MeaningOf(string text) =>
        Texts.Where(t => t.Text == text).Select(t => (t.Operation, t.Word)).FirstOrDefault((Operation.None, ""));
}
