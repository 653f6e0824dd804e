using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Actors.Faults;

/// <summary>A front door that can be made to refuse, in its provider's words.</summary>
public interface IFaultDoor
{
    Provider Provider { get; }

    /// <summary>Codes that a fault may name. The first is the usual one.</summary>
    IReadOnlyList<string> ErrorCodes { get; }

    /// <summary>Codes of a token or key that is refused. The first is the usual one.</summary>
    IReadOnlyList<string> TokenCodes { get; }

    /// <summary>Whether a token that was refused once is so for good: callers can get another one.</summary>
    bool HasTokens { get; }

    /// <summary>Whether a call is for this door.</summary>
    bool Serves(HttpRequest request);

    /// <summary>Finds the message or batch that an answer says was taken; null for none.</summary>
    MessageId? MessageIn(ReadOnlySpan<byte> answer);

    /// <summary>Answers with an error.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/> or <see cref="TokenCodes"/>.</param>
    /// <param name="status">The HTTP status in place of the code's own.</param>
    Task RefuseAsync(HttpContext http, string code, int? status);

    /// <summary>Answers that there were too many calls.</summary>
    /// <param name="retrySeconds">For Retry-After; 0 for none.</param>
    Task RefuseAsync(HttpContext http, int retrySeconds);
}
