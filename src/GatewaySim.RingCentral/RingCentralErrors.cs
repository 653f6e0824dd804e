namespace GatewaySim.RingCentral;

/// <summary>Every error this front door answers with: status, code, message, and where each comes from.</summary>
/// <remarks>
/// Sources: the OpenAPI description of 2026-08 (spec), the developer guide of 2026-04 (guide: basics/errors),
/// RingCentral's forum (forum), the old API reference (legacy). UNVERIFIED marks a choice of ours where nothing is
/// documented.
/// </remarks>
internal static class RingCentralErrors
{
    // Bearer tokens. Guide, forum 1221 and 7609, legacy.
    public static readonly RingCentralError NoAuthorization =
        new(401, "AGW-401", "Authorization header is not specified");

    public static readonly RingCentralError BadAuthorization = new(401, "AGW-402", "Invalid Authorization header");
    public static readonly RingCentralError TokenExpired = new(401, "OAU-128", "Access token expired.");
    public static readonly RingCentralError TokenCorrupted = new(401, "OAU-129", "Access token corrupted.");
    public static readonly RingCentralError TokenUnparsable = new(401, "OAU-149", "Unparsable access token");

    public static readonly RingCentralError TokenNotFound =
        new(401, "OAU-213", "Token not found") { TopCode = "TokenInvalid" };

    // The token endpoint. The spec allows 400, 415 and 429 here; the guide prints 401 for wrong credentials.
    // Forum 8088.
    public static readonly RingCentralError GrantUnknown =
        new(400, "OAU-250", "Unsupported grant type") { OAuth = "invalid_request" };

    // StackOverflow 47692828.
    public static readonly RingCentralError GrantForbidden =
        new(400, "OAU-251", "Unauthorized for this grant type") { OAuth = "unauthorized_client" };

    // Code: a third party's note. Message UNVERIFIED.
    public static readonly RingCentralError GrantForPartners =
        new(400, "OAU-270", "Client credentials grant is not allowed.") { OAuth = "unauthorized_client" };

    // Forum article 117372.
    public static readonly RingCentralError RefreshTokenExpired =
        new(400, "OAU-210", "Token expired") { OAuth = "invalid_grant" };

    // Message: guide (refresh tokens); code and status: RingCentral's own client reads them so (glip integration).
    public static readonly RingCentralError RefreshTokenNotFound =
        new(400, "OAU-213", "Token not found") { OAuth = "invalid_grant" };

    // Guide.
    public static readonly RingCentralError ParameterTwice =
        new(400, "OAU-111", "Request parameter duplication detected") { OAuth = "invalid_request" };

    // Code and message: guide. UNVERIFIED for a wrong JWT, whose answer is not documented.
    public static readonly RingCentralError WrongOwner =
        new(400, "OAU-140", "Invalid resource owner credentials.") { OAuth = "invalid_grant" };

    public static readonly RingCentralError WrongClient =
        new(400, "OAU-146", "Invalid client credentials") { OAuth = "invalid_client" };

    // Guide.
    public static readonly RingCentralError BadClientAuthorization =
        new(400, "OAU-123", "Invalid Authorization header value") { OAuth = "invalid_client" };

    // Status: spec. Code: guide. UNVERIFIED together.
    public static readonly RingCentralError NotAForm =
        new(415, "CMN-104", "Cannot parse request") { OAuth = "invalid_request" };

    // Paths. Saved response in the guide's Postman collection.
    public static readonly RingCentralError UnknownPath = new(404, "AGW-404", "Resource not found") { NoList = true };

    // Guide: the method override in header and query differ. Code UNVERIFIED.
    public static readonly RingCentralError OverrideDiffers = CannotParse();

    // Bodies. Codes: spec of the batch endpoint; messages: guide.
    public static readonly RingCentralError NoContentType =
        new(400, "CMN-110", "Header Content-Type should be specified.") { Parameter = "Content-Type" };

    public static readonly RingCentralError BadContentType =
        new(400, "CMN-407", "Parameter in header is invalid") { Parameter = "Content-Type" };

    public static readonly RingCentralError Malformed = CannotParse();

    // UNVERIFIED: neither the status nor the code for an over-size body is documented.
    public static readonly RingCentralError BodyTooLarge = CannotParse() with { Status = 413 };

    // The guide names CMN-106 as "batch size" without its text. UNVERIFIED.
    public static readonly RingCentralError BatchTooLarge =
        new(400, "CMN-106", "Batch size exceeds the limit.") { Parameter = "messages" };

    // Load and faults. Guide.
    public static readonly RingCentralError Internal = new(500, "CMN-203", "Internal Server Error");

    /// <summary>
    /// Strict mode: who opted out, or the carrier, must be the one to opt in again. UNVERIFIED code and message.
    /// </summary>
    public static readonly RingCentralError OptOutStands =
        new(400, "CMN-101", "The opt-out can only be lifted by the recipient.") { Parameter = "optStatus" };
    // Subscriptions. Guide and legacy, unless said otherwise.
    public static readonly RingCentralError OnlyReminders =
        new(400, "SUB-515", "Subscription containing only reminder filter is not allowed");

    // Text: FAQ of the guide. That it goes with this code is commonly cited. UNVERIFIED.
    public static readonly RingCentralError WebHookUnreachable = new(400, "SUB-521", "WebHook is not reachable");
    public static readonly RingCentralError WebHookCertificate = new(400, "SUB-524", "HTTPS certificate is not valid");
    public static readonly RingCentralError WebHookAnswer = new(400, "SUB-525", "WebHook server response is invalid");

    // Changelog: 30 subscriptions. Message UNVERIFIED.
    public static readonly RingCentralError TooManySubscriptions =
        new(403, "SUB-505", "Subscriptions limit is exceeded");

    /// <summary>A recipient that is listed in <c>rejected</c>. Guide: sample of the batch answer.</summary>
    public const string RejectedCode = "SMS-RC-410";

    public const string RejectedDescription = "The recipient number is invalid";

    /// <summary>
    /// Guide: rate limits. Without X-Rate-Limit headers it is another kind of limit. The token endpoint answers it in
    /// this shape too: none of OAuth's own words fits (UNVERIFIED).
    /// </summary>
    public static RingCentralError TooManyRequests(int retrySeconds) =>
        new(429, "CMN-301", "Request rate exceeded") { RetrySeconds = retrySeconds };

    /// <summary>Spec and guide, for every parameter of every call.</summary>
    public static RingCentralError Invalid(string parameter) =>
        new(400, "CMN-101", $"Parameter [{parameter}] value is invalid.") { Parameter = parameter };

    /// <summary>The same at the token endpoint. UNVERIFIED code; RFC 6749 asks for invalid_request.</summary>
    public static RingCentralError InvalidForm(string parameter) =>
        Invalid(parameter) with { OAuth = "invalid_request" };

    /// <summary>Guide, at the token endpoint.</summary>
    public static RingCentralError QueryDiffers(string parameter) => new(
        400,
        "OAU-150",
        $"The value of query parameter [{parameter}] should be equal to parameter [{parameter}] in request body")
    {
        OAuth = "invalid_request",
        Parameter = parameter,
    };

    /// <summary>Guide, for ids in the path.</summary>
    public static RingCentralError NotFound(string parameter) =>
        new(404, "CMN-102", $"Resource for parameter [{parameter}] is not found") { Parameter = parameter };

    public static RingCentralError InvalidFilters(IEnumerable<string> filters) =>
        new(400, "SUB-508", $"Invalid event filters: [{string.Join(", ", filters)}]");

    public static RingCentralError WebHookStatus(int status) =>
        new(400, "SUB-522", $"WebHook responds with incorrect HTTP status. HTTP status is {status}");

    /// <summary>
    /// UNVERIFIED: what RingCentral answers to a wrong method is not documented, but for SUB-511 (405).
    /// </summary>
    public static RingCentralError MethodNotAllowed(string allow) =>
        new(405, "AGW-405", "Method not allowed") { Allow = allow };

    private static RingCentralError CannotParse() => new(400, "CMN-104", "Cannot parse request");
}
