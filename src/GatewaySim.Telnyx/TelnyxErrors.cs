using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx;

/// <summary>Every error this front door says: one row each, with the source of its status.</summary>
/// <remarks>
/// Titles are from Telnyx's list of API error codes. DOC, LIVE, ERRPAGE and OAS are found facts; ASSUME marks a status
/// (or, where said, a code) that no public text settles.
/// </remarks>
internal static partial class TelnyxErrors
{
    // Who is calling.
    public static readonly TelnyxError Unauthenticated = new(
        "10009", "Authentication failed", "Could not find any usable credentials in the request.", 401, "DOC, LIVE");

    // The request as such.
    public static readonly TelnyxError InvalidJson = new(
        "10023", "Invalid JSON", "The request body is not valid JSON.", 400, "ASSUME");

    public static readonly TelnyxError BadEncoding = new(
        "10028", "Character encoding error", "The request contains text that is not valid Unicode.", 400, "ASSUME");

    public static readonly TelnyxError NotJson = new(
        "10029", "Expected JSON Content-Type", "The Content-Type of the request must be application/json.", 415,
        "ASSUME");

    public static readonly TelnyxError BodyTooLarge = new(
        "10015", "Bad Request", "The request body is too large.", 413, "ASSUME, code and status");

    public static readonly TelnyxError NotFound = new(
        "10005", "Resource not found", "The requested resource or URL could not be found.", 404, "LIVE");

    public static readonly TelnyxError MethodNotAllowed = new(
        "10030", "Method not allowed", "The requested resource does not support this HTTP method.", 405, "ASSUME");

    public static readonly TelnyxError BadRequest = new(
        "10015", "Bad Request", "The request could not be understood.", 400, "ASSUME");

    // Fields and parameters.
    public static readonly TelnyxError InvalidUrl = new(
        "10003", "Invalid URL", "The URL must be an absolute http or https URL of at most 2000 characters.", 400,
        "ASSUME");

    public static readonly TelnyxError MissingParameter = new(
        "10004", "Missing required parameter", "The parameter is required.", 400, "ASSUME");

    public static readonly TelnyxError NotE164 = new(
        "10016", "Phone number must be in +E.164 format", "A phone number begins with '+' and its country code.", 400,
        "ASSUME");

    public static readonly TelnyxError InvalidSort = new(
        "10018", "Invalid sort direction", "The sort direction must be asc or desc.", 400, "ASSUME");

    public static readonly TelnyxError LengthOutOfRange = new(
        "10025", "String length out of range", "The text is too short or too long.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError InvalidType = new(
        "10026", "Invalid parameter type", "The parameter has the wrong type.", 400, "ASSUME");

    public static readonly TelnyxError InvalidFilter = new(
        "10031", "Invalid request filter", "The filter value is not valid.", 400,
        "OAS declares 400 for messaging_optouts");

    public static readonly TelnyxError InvalidWord = new(
        "10032", "Invalid enumerated value", "The value is not one of the allowed values.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError PageOutOfRange = new(
        "10033", "Value outside of range", "The page number or size is outside of its range.", 400,
        "OAS declares 400 for messaging_optouts");

    public static readonly TelnyxError OutOfRange = new(
        "10033", "Value outside of range", "The value is outside of its range.", 422, "ASSUME, code and status",
        StatusRule.Validation);

    public static readonly TelnyxError CancelNotAllowed = new(
        "10038", "Feature not permitted",
        "Only a scheduled message can be cancelled, and only until one minute before its send_at.", 403,
        "OAS for the status; ASSUME, code");

    public static readonly TelnyxError UnknownProfile = new(
        "85005", "Invalid messaging profile ID", "The messaging profile does not exist.", 400, "ASSUME, status");

    // A message that cannot be taken.
    public static readonly TelnyxError BlockedByStop = new(
        "40300", "Blocked due to STOP message",
        "Messages cannot be sent from this number to this recipient due to an existing block rule.", 409,
        "ERRPAGE, LIVE",
        StatusRule.Block);

    public static readonly TelnyxError UnsupportedTo = new(
        "40301", "Unsupported message type for the 'to' address",
        "An alphanumeric sender cannot reach the United States, Canada, Puerto Rico or a short code.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError TooManyParts = new(
        "40302", "Message too large", "SMS would be divided into more parts than the maximum.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError MessageNotFound = new(
        "40303", "Message not found", "The message was not found.", 404, "OAS");

    public static readonly TelnyxError InvalidContent = new(
        "40304", "Invalid combination of message content arguments",
        "An SMS has text only; subject and media_urls make an MMS.", 400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidFrom = new(
        "40305", "Invalid 'from' address",
        "The 'from' address should be a valid number or alphanumeric sender associated with the sending profile.",
        400, "LIVE");

    public static readonly TelnyxError NoAlphaSender = new(
        "40306", "Alpha sender not configured", "The messaging profile has no such alphanumeric sender.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError OtherAlphaSender = new(
        "40307", "Alpha sender mismatch", "The alphanumeric sender belongs to another messaging profile.",
        400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidFromForMms = new(
        "40308", "Invalid 'from' address for MMS", "An MMS can come from a US or Canadian number or a short code.", 400,
        "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidRegion = new(
        "40309", "Invalid destination region",
        "The region of the 'to' address is not in the profile's whitelisted_destinations.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError InvalidTo = new(
        "40310", "Invalid 'to' address", "The 'to' address should be a single valid number.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError ProfileDisabled = new(
        "40312", "Messaging profile is disabled", "The messaging profile is disabled.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError AccountDisabled = new(
        "40314", "Messaging disabled on account", "Messaging is disabled on this account.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError UnhealthyFrom = new(
        "40315", "Unhealthy 'from' address", "The 'from' address has too low a success ratio or too high a spam ratio.",
        400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError NoContent = new(
        "40316", "No content provided for message", "The message needs text, media_urls or both.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError InvalidMedia = new(
        "40317", "Invalid MMS content", "An MMS has at most 10 media_urls.", 400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError IncompatibleTo = new(
        "40319", "Incompatible message type for the 'to' address", "An MMS can go to US and Canadian numbers only.",
        400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError PendingFrom = new(
        "40320", "Temporarily unusable 'from' address", "The 'from' address is pending.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError NoUsableNumber = new(
        "40321", "No usable numbers on messaging profile", "The messaging profile has no number to send from.", 400,
        "ASSUME", StatusRule.Request);

    public static readonly TelnyxError BlockedContent = new(
        "40322", "Blocked due to content", "The content of the message is not allowed.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError InvalidAlphaSender = new(
        "40325", "Invalid alphanumeric sender ID",
        "An alphanumeric sender is 1 to 11 letters, digits and spaces, with at least one letter.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError OverRecommendedSize = new(
        "40328", "SMS exceeds recommended size", "SMS would be divided into more parts than recommended.",
        400, "ASSUME", StatusRule.Request);

    public static readonly TelnyxError TollFreeUnverified = new(
        "40329", "Tollfree number is not verified", "The toll-free 'from' number is not verified.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError TollFreeNotProvisioned = new(
        "40330", "Tollfree number is not provisioned", "The toll-free 'from' number is not provisioned.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError NoDestinations = new(
        "40331", "Missing whitelisted destinations", "At least one whitelisted destination is required.", 400, "ASSUME",
        StatusRule.Request);

    // Of calls and products that are not simulated; only RefuseSends gives them.
    public static readonly TelnyxError WrongProfileSecret = new(
        "40311", "Invalid messaging profile secret", "The messaging profile secret is not valid.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError NoProfileSecret = new(
        "40313", "Missing messaging profile secret", "The messaging profile secret is missing.", 400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError ActivationFailed = new(
        "40323", "Messaging activation failed", "Messaging could not be activated for the 'from' number.",
        400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError AlphaSenderNotAssigned = new(
        "40326", "Cannot assign alphanumeric sender ID", "The alphanumeric sender ID cannot be assigned.",
        400, "ASSUME",
        StatusRule.Request);

    public static readonly TelnyxError BrandInUse = new(
        "40332", "Brand cannot be deleted", "The brand has campaigns and cannot be deleted.", 400, "ASSUME",
        StatusRule.Request);

    // Load and trouble.
    public static readonly TelnyxError SpendLimit = new(
        "40333", "Messaging profile spend limit reached",
        "The daily spend limit configured on this messaging profile has been reached", 429, "DOC");

    public static readonly TelnyxError QueueFull = new(
        "40318", "Message queue full", "Message queue is full. Wait before resending.", 429, "ERRPAGE");

    public static readonly TelnyxError TooManyRequests = new(
        "10011", "Too many requests", "Too many requests. Wait before trying again.", 429, "DOC");

    public static readonly TelnyxError Unexpected = new(
        "10007", "Unexpected error", "The request may or may not have been carried out.", 500, "ASSUME");

    // How a message ended; these stand in errors[] of the message, not in an answer of their own.
    public static readonly TelnyxError NotRoutable = new(
        "40001", "Not routable", "The destination is a landline or a number that cannot be routed to.", 0, "DOC");

    public static readonly TelnyxError SpamTemporary = new(
        "40002", "Blocked as spam - temporary", "The message was filtered as spam by the carrier.", 0, "DOC");

    public static readonly TelnyxError ExpiredInQueue = new(
        "40014", "Message expired in queue", "The message was not sent before the end of its validity.", 0, "DOC");

    public static readonly TelnyxError ExpiredInTransit = new(
        "40005", "Message expired during transmission", "The recipient could not be reached in time.", 0, "DOC");

    public static readonly TelnyxError ServerUnavailable = new(
        "40006", "Recipient server unavailable", "The recipient's carrier is unavailable.", 0, "DOC");

    public static readonly TelnyxError Undeliverable = new(
        "40008", "Undeliverable", "The recipient's carrier did not accept the message.", 0, "DOC");

    public static readonly TelnyxError SpamPermanent = new(
        "40003", "Blocked as spam - permanent", "The sender is blocked by the carrier.", 0, "DOC");

    public static readonly TelnyxError Unregistered = new(
        "40010", "Not 10DLC registered", "The sender is not registered for 10DLC.", 0, "DOC");

    public static readonly TelnyxError UpstreamLimit = new(
        "40011", "Too many requests", "The recipient's carrier takes no more messages for now.", 0, "DOC");

    public static readonly TelnyxError InvalidDestination = new(
        "40012", "Invalid messaging destination number", "There is no such number.", 0, "DOC");

    public static readonly TelnyxError TMobileLimit = new(
        "40016", "T-Mobile 10DLC Sending Limit Reached", "The brand has sent what T-Mobile takes in a day.", 0, "DOC");

    public static readonly TelnyxError AttSpam = new(
        "40017", "AT&T 10DLC Spam Message Rejected", "The message was filtered as spam by AT&T.", 0, "DOC");

    public static readonly TelnyxError AttLimit = new(
        "40018", "AT&T 10DLC Sending Limit Reached", "The campaign has sent what AT&T takes in a minute.", 0, "DOC");

    /// <summary>The canonical block. Text with quotes: LIVE.</summary>
    public static TelnyxFault Blocked(Address from, Address to) =>
        BlockedByStop.Saying($"Messages cannot be sent from '{from}' to '{to}' due to an existing block rule.");

    /// <summary>The row that <see cref="TelnyxOptions.RefuseSends"/> names; null for none.</summary>
    public static TelnyxError? Forced(TelnyxOptions options) => options.RefuseSends switch
    {
        "40311" => WrongProfileSecret,
        "40313" => NoProfileSecret,
        "40314" => AccountDisabled,
        "40315" => UnhealthyFrom,
        "40320" => PendingFrom,
        "40322" => BlockedContent,
        "40323" => ActivationFailed,
        "40326" => AlphaSenderNotAssigned,
        "40329" => TollFreeUnverified,
        "40330" => TollFreeNotProvisioned,
        "40332" => BrandInUse,
        "40333" => SpendLimit,
        _ => null,
    };

    /// <summary>A destination that the profile may not write to: because it names none, or not this one.</summary>
    public static TelnyxFault Unreachable(ProfileRecord? profile) =>
        profile is { WhitelistedDestinations.Count: 0 } ? NoDestinations.Fault : InvalidRegion.At("/to");

    public static TelnyxFault NoMessage(string? id) =>
        MessageNotFound.Saying($"The message with ID {id} was not found.");

    public static TelnyxFault TooLarge(int parts, int max) =>
        TooManyParts.At("/text", $"SMS would be divided into {parts} parts; maximum is {max}.");
}
