using System.IO.Enumeration;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Faults;

/// <summary>One fault that an operator asked for. Immutable; ranges are checked where it is read.</summary>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>The provider it is for; none for all.</summary>
    public Provider Provider { get; init; }

    /// <summary>The HTTP method it is for; null for all.</summary>
    public string? Method { get; init; }

    /// <summary>The path it is for, with <c>*</c> and <c>?</c> in it; null for all.</summary>
    public string? Path { get; init; }

    /// <summary>How often it strikes: 0 never, 1 always.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>After how many strikes it is over; null for never.</summary>
    public long? Times { get; init; }

    public FaultMoment When { get; init; }

    /// <summary>An error code of the provider; null for the usual one.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status in place of the code's own; null for that.</summary>
    public int? Status { get; init; }

    /// <summary>How long: of the wall at front doors and the journal, of the simulation for webhooks.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>How many: seconds of Retry-After, bytes a second, more copies of a callback.</summary>
    public int Count { get; init; }

    /// <summary>The callbacks it is for.</summary>
    public FactKinds Kinds { get; init; } = FactKinds.All;

    /// <summary>Whether only the callback about a message's end counts.</summary>
    public bool UntilFinal { get; init; } = true;

    /// <summary>Whether it is about such a call. The provider is compared by the caller.</summary>
    public bool MatchesCall(string method, string path) =>
        (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: true));

    public bool IsFor(Provider provider) => Provider == Provider.None || Provider == provider;
}
