namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>What a body asks for, and by which keyword.</summary>
public readonly record struct Classification
{
    private readonly string? _keyword;

    public Classification(Operation operation, string keyword) =>
        (Operation, _keyword) = (operation, keyword.Length == 0 ? null : keyword);

    /// <summary>Ordinary text.</summary>
    public static Classification None => default;

    public Operation Operation { get; }

    /// <summary>The keyword in its folded form, without spaces and hyphens (<c>STOPALL</c>); empty for none.</summary>
    public string Keyword => _keyword ?? "";
}
