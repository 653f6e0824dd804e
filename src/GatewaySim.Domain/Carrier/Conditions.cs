namespace GatewaySim.Domain.Carrier;

/// <summary>What a profile found out about a text at a time, for all who get it.</summary>
/// <param name="BrownOuts">A bit for each brown-out that is on.</param>
/// <param name="Filters">A bit for each filter that the text falls under.</param>
public readonly record struct Conditions(ulong BrownOuts, ulong Filters);
