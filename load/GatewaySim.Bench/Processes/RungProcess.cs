using System.Globalization;
using GatewaySim.Bench.Rungs;

namespace GatewaySim.Bench.Processes;

/// <summary>The server of a lower rung: this program again, with a hidden verb.</summary>
internal sealed class RungProcess(RungKind kind, int optOuts)
    : ChildProcess(
        "GatewaySim.Bench.dll",
        ["rung", "--kind", kind.ToString(), "--opt-outs", optOuts.ToString(CultureInfo.InvariantCulture)],
        isInline: kind == RungKind.Generator);
