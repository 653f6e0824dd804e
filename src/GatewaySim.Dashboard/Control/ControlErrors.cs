using System.Globalization;
using GatewaySim.Domain.Reading;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary>Every error of the control routes: one table of code, status and message.</summary>
internal sealed record ControlError(int Status, string Code, string Message)
{
    public static ControlError BadJson(string why) => new(400, "bad_json", $"The body is not valid JSON: {why}");

    public static ControlError NotAnObject(string[] known) =>
        new(400, "bad_json", $"The body must be a JSON object with members of these: {string.Join(", ", known)}.");

    public static ControlError NoBody { get; } =
        new(400, "bad_json", "There is nothing to say here: the body must be empty, or {}.");

    public static ControlError NoRoute { get; } = new(404, "unknown_route", "There is no such route.");

    public static ControlError NoMethod { get; } =
        new(405, "bad_method", "The route does not take this method; the header Allow says which it takes.");

    public static ControlError Missing(string field) => new(400, "missing_field", $"'{field}' is missing.");

    public static ControlError Unknown(string field, string[] known) =>
        new(400, "unknown_field", $"'{field}' is not known here. Known: {string.Join(", ", known)}.");

    public static ControlError Repeated(string field) => new(400, "repeated_field", $"'{field}' is given twice.");

    public static ControlError NotText(string field) => new(400, "bad_field", $"'{field}' must be a string.");

    public static ControlError BrokenText(string field) =>
        new(400, "bad_field", $"'{field}' is not valid Unicode: half of a surrogate pair is missing.");

    public static ControlError BadNumber(string field) =>
        new(400, "bad_number", $"'{field}' must be a number in E.164 form: '+', then 7 to 15 digits (11 after +1).");

    public static ControlError BadAddress(string field) => new(400, "bad_number",
        $"'{field}' must be a number in E.164 form ('+', then 7 to 15 digits, 11 after +1) or a short code.");

    public static ControlError BadSender { get; } = new(400, "bad_number",
        "'from' must be a number in E.164 form, a short code, or an alphanumeric sender of at most 11 characters.");

    public static ControlError BadProvider { get; } =
        new(400, "bad_provider", "'provider' must be ringcentral or telnyx; without it, the number decides.");

    public static ControlError BadId { get; } = new(400, "bad_id", string.Create(
        CultureInfo.InvariantCulture, $"'id' must have 1 to {InboundRequest.IdCharsMax} characters."));

    public static ControlError BadTime(string field) =>
        new(400, "bad_time", $"'{field}' must be a time in ISO 8601 with a zone, as 2026-01-02T03:04:05Z.");

    public static ControlError BadKind { get; } =
        new(400, "bad_kind", "'kind' must be batches, messages, texts, consents or profiles; without it, all.");

    public static ControlError BadEvent { get; } =
        new(400, "bad_event", "'event' must be a place in the journal, shard/sequence/index, as this API shows it.");

    public static ControlError BadLimit { get; } = new(400, "bad_limit", string.Create(
        CultureInfo.InvariantCulture, $"'limit' must be 1 to {ConversationEndpoint.LimitMax}."));

    public static ControlError BadBefore { get; } = new(400, "bad_before",
        "'before' must be a place in the journal, shard/sequence/index, as the page before shows it.");

    public static ControlError BadPhone(string what) => new(400, "bad_field", $"{what}.");

    public static ControlError NoPhone { get; } =
        new(404, "unknown_phone", "This phone has no behaviour of its own.");

    public static ControlError TooManyPhones { get; } = new(429, "too_many_phones",
        "As many phones as allowed have a behaviour of their own (Phones:NumbersMax). Nothing was done.");

    public static ControlError BadFault(string why) => new(400, "bad_fault", why);

    public static ControlError NoEndpoint { get; } = new(404, "unknown_endpoint",
        "No endpoint takes the order: there is none (of that id), or it has too many orders already.");

    public static ControlError TooLarge { get; } = new(413, "too_large", string.Create(
        CultureInfo.InvariantCulture, $"The body must have at most {FlatBody.BytesMax} bytes."));

    public static ControlError BadSpeed { get; } = new(400, "bad_speed",
        "'speed' must be a number from 0 to 999999.999 (seconds of the simulation in one of the wall; at most three "
        + "decimals), or max.");

    public static ControlError BadPaused { get; } = new(400, "bad_field", "'paused' must be true or false.");

    public static ControlError BadSpan { get; } = new(400, "bad_span",
        "'advanceBy' must be a time span: seconds (90), or ISO 8601 in weeks, days, hours, minutes, seconds (P1DT2H).");

    public static ControlError TwoAdvances { get; } =
        new(400, "bad_field", "'advanceBy' and 'advanceTo' exclude each other.");

    public static ControlError TooFar { get; } = new(400, "bad_time", string.Create(
        CultureInfo.InvariantCulture,
        $"The clock never goes back, and at most {ClockEndpoint.DaysMax} days on in one advance."));

    public static ControlError ClockBusy { get; } =
        new(409, "clock_busy", "The clock is being advanced. Wait for that answer.");

    public static ControlError AdvanceEnded { get; } = new(409, "simulation_replaced",
        "The simulation was reset, restored or ended while its clock was advanced.");

    public static ControlError NobodyOwns(string number) => new(404, "unknown_number",
        $"Nobody owns {number}. Assign it to a profile, or send a message from it once.");

    public static ControlError BothOwn(string number) => new(409, "ambiguous_number",
        $"{number} belongs to both providers. Say which one with 'provider'.");

    public static ControlError BadName(string field) => new(400, "bad_name", string.Create(
        CultureInfo.InvariantCulture,
        $"'{field}' must have 1 to {SimulationName.CharsMax} lower-case letters, digits and hyphens, no '-' first."));

    public static ControlError NoSnapshot(string name) =>
        new(404, "unknown_snapshot", $"There is no snapshot '{name}'.");

    public static ControlError BadSnapshot(string why) =>
        new(409, "bad_snapshot", $"The simulation was not touched. {why}");

    public static ControlError Broken(string why) => new(503, "simulation_failed", why);

    public static ControlError TooManySnapshots { get; } = new(429, "too_many",
        "There are as many snapshots as Sandboxes:SnapshotsMax allows. Delete one, or take this under its name.");

    public static ControlError NoSandbox(string id) => new(404, "unknown_sandbox", $"There is no sandbox '{id}'.");

    public static ControlError SandboxGone { get; } =
        new(404, "unknown_sandbox", "The sandbox was deleted meanwhile.");

    public static ControlError SandboxExists(string id) =>
        new(409, "sandbox_exists", $"There is a sandbox '{id}' already.");

    public static ControlError TooManySandboxes { get; } = new(429, "too_many",
        "There are as many sandboxes as Sandboxes:Max allows. Delete one.");

    public static ControlError BadSetting(string why) => new(400, "bad_setting", why);

    public static ControlError KeyTaken(string setting) => new(409, "key_taken",
        $"Another simulation has this {setting}, by which requests find theirs. Nothing was made; choose another one.");

    public static ControlError UnknownSetting(string field) => new(400, "unknown_field",
        $"'{field}' is neither 'id' nor a setting that a sandbox may have of its own, as Gateway:Carrier.");

    public static ControlError BadExamples { get; } = new(400, "bad_examples", string.Create(
        CultureInfo.InvariantCulture, $"'examples' must be 0 to {ComplianceReport.ExamplesMax}."));

    public static ControlError AuditBusy { get; } =
        new(429, "audit_busy", "An audit of this simulation is under way. Wait for that answer.");

    public static ControlError AuditTooLong { get; } = new(503, "audit_too_long",
        "The audit was broken off after Audit:SecondsMax. 'gatewaysim audit' reads the data directory without limits.");

    public static ControlError AuditTooLarge { get; } = new(503, "audit_too_large",
        "The audit had to remember more than Audit:RememberedMax. 'gatewaysim audit' reads the data directory without "
        + "limits.");

    public static ControlError AuditFailed { get; } =
        new(503, "audit_failed", "The journal could not be read to its end. Ask again.");

    public static ControlError Overloaded { get; } =
        new(429, "overloaded", "A mailbox is full. Nothing was done; try again in a moment.");

    public static ControlError NoAnswer { get; } =
        new(503, "no_answer", "The journal failed, and the owner of the number is being rebuilt. Ask again.");

    public static ControlError OutcomeUnknown { get; } = new(503, "outcome_unknown",
        "The journal failed. The text may or may not have been taken; with the same 'id' a repeat is harmless.");

    public IResult ToResult() => Results.Json(
        new ErrorAnswer(new(Code, Message)), ControlJson.Relaxed.ErrorAnswer, statusCode: Status);
}
