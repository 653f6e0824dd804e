namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>One thing wrong with a list of keyword configurations.</summary>
/// <param name="Config">The place of the configuration in the list, from 0.</param>
/// <param name="Keyword">The keyword as written; empty when the fault is not in a keyword.</param>
public readonly record struct KeywordFault(KeywordFaultKind Kind, int Config, string Keyword = "");
