using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Access;

/// <summary>What every request of one path goes through before its endpoint: method, token, account.</summary>
internal sealed class Gate(Door door, (string Method, RequestDelegate Handle)[] calls)
{
    private const string OverrideHeader = "X-HTTP-Method-Override";
    private const string OverrideQuery = "_method";

    // RingCentral's names a site and a pod; nothing depends on it.
    private const string RoutingKey = "SIM01P01";

    private readonly string _allow = string.Join(", ", calls.Select(c => c.Method));

    /// <summary>Whether callers need no token. Such paths count their calls themselves, or not at all.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The group that a GET counts for.</summary>
    public RateGroup Reads { get; set; } = RateGroup.Light;

    /// <summary>The group that every other method counts for.</summary>
    public RateGroup Changes { get; set; } = RateGroup.Light;

    /// <summary>What every answer carries. Source: the guide's Postman collection.</summary>
    public static void AddHeaders(HttpContext http)
    {
        http.Response.Headers["RCRequestId"] = Guid.NewGuid().ToString();
        http.Response.Headers["RoutingKey"] = RoutingKey;
    }

    public Task EnterAsync(HttpContext http)
    {
        AddHeaders(http);
        if (!TryMethodOf(http.Request, out var method))
        {
            return RingCentralErrors.OverrideDiffers.AnswerAsync(http);
        }

        foreach (var call in calls)
        {
            if (HttpMethods.Equals(call.Method, method))
            {
                return (Refuse(http, method) is { } error) ? error.AnswerAsync(http) : call.Handle(http);
            }
        }

        return RingCentralErrors.MethodNotAllowed(_allow).AnswerAsync(http);
    }

    private RingCentralError? Refuse(HttpContext http, string method) =>
        IsOpen ? null
        : Bearer.Check(http.Request, door.Sessions, out var caller)
            ?? door.Limits?.Take(http, caller, HttpMethods.IsGet(method) ? Reads : Changes)
            ?? door.CheckAccount(http);

    /// <summary>A POST may stand for another method, by a header or by the query (guide: method tunnelling).</summary>
    private static bool TryMethodOf(HttpRequest request, out string method)
    {
        method = request.Method;
        if (!HttpMethods.IsPost(method))
        {
            return true;
        }

        var byHeader = (string?)request.Headers[OverrideHeader];
        var byQuery = request.QueryString.HasValue ? (string?)request.Query[OverrideQuery] : null;
        method = byHeader ?? byQuery ?? method;
        return byHeader is null || byQuery is null || HttpMethods.Equals(byHeader, byQuery);
    }
}
