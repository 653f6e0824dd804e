namespace GatewaySim.Journal.Tests.Journals;

/// <summary>The journals that the contract holds for. A new one joins every contract test by its name here.</summary>
public enum Backend
{
    Memory,
    Sqlite,
}

/// <summary>All backends, as the data of a theory.</summary>
public sealed class Backends : TheoryData<Backend>
{
    public Backends() => AddRange(Enum.GetValues<Backend>());
}
