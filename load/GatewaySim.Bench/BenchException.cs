namespace GatewaySim.Bench;

/// <summary>A measurement that cannot be trusted, in one sentence.</summary>
internal sealed class BenchException(string message) : Exception(message);
