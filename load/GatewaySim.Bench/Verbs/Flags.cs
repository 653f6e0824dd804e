using System.CommandLine;

namespace GatewaySim.Bench.Verbs;

/// <summary>Options that several verbs have.</summary>
internal static class Flags
{
    public static Option<double> Seconds(double value) => new("--seconds")
    {
        Description = "How long a rung is measured.",
        DefaultValueFactory = _ => value,
    };

    public static Option<double> WarmUp() => new("--warmup")
    {
        Description = "Seconds of the same load before: until the compiler has done its work, figures are too low.",
        DefaultValueFactory = _ => 4,
    };

    public static Option<int> OptOuts() => new("--opt-outs")
    {
        Description = "Opt-outs of each of the 64 senders before the load comes; 1 % of the recipients are among them.",
        DefaultValueFactory = _ => 1_000,
    };

    public static Option<string?> Json() => new("--json")
    {
        Description = "A file for the figures as one line of JSON.",
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = "A folder on the disk to measure. By default one beside the program; it is cleaned up.",
    };

    public static Option<bool> Targets() => new("--targets")
    {
        Description = "Exit with 1 when a figure misses its target, too.",
    };
}
