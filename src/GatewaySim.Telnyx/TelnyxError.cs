namespace GatewaySim.Telnyx;

/// <summary>Where the HTTP status of an error comes from.</summary>
internal enum StatusRule
{
    /// <summary>The status in the table.</summary>
    Fixed,

    /// <summary><see cref="TelnyxOptions.BlockStatus"/>.</summary>
    Block,

    /// <summary><see cref="TelnyxOptions.RequestErrorStatus"/>.</summary>
    Request,

    /// <summary><see cref="TelnyxOptions.ValidationStatus"/>.</summary>
    Validation,
}

/// <summary>A row of <see cref="TelnyxErrors"/>.</summary>
/// <param name="Code">As in <c>errors[].code</c>.</param>
/// <param name="Title">Verbatim from Telnyx's list of API error codes.</param>
/// <param name="Detail">The sentence used when the fault brings none of its own.</param>
/// <param name="Status">The HTTP status by default; 0 for errors that only ever stand on a message.</param>
/// <param name="Source">Where the status comes from, in the words of the contract's source keys.</param>
internal sealed record TelnyxError(
    string Code, string Title, string Detail, int Status, string Source, StatusRule Rule = StatusRule.Fixed)
{
    public string Url { get; } = $"https://developers.telnyx.com/docs/overview/errors/{Code}";

    public TelnyxFault Fault => new(this, Detail);

    public TelnyxFault At(string pointer) => new(this, Detail, pointer);

    public TelnyxFault At(string pointer, string detail) => new(this, detail, pointer);

    public TelnyxFault OfParameter(string parameter) => new(this, Detail, null, parameter);

    public TelnyxFault Saying(string detail) => new(this, detail);

    public int StatusUnder(TelnyxOptions options) => Rule switch
    {
        StatusRule.Block => options.BlockStatus,
        StatusRule.Request => options.RequestErrorStatus,
        StatusRule.Validation => options.ValidationStatus,
        _ => Status,
    };
}

/// <summary>One error of an answer.</summary>
/// <param name="Pointer">RFC 6901 pointer into the request body; null when no field is to blame.</param>
/// <param name="Parameter">The query parameter to blame; null for none.</param>
internal readonly record struct TelnyxFault(
    TelnyxError Error, string Detail, string? Pointer = null, string? Parameter = null);
