namespace GatewaySim.Telnyx;

/// <summary>Errors of profiles, numbers and what belongs to them.</summary>
internal static partial class TelnyxErrors
{
    public static readonly TelnyxError Duplicate = new(
        "10012", "Duplicate resource", "The profile has this alphanumeric sender already.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError NotE164 = new(
        "10016", "Phone number must be in +E.164 format", "Phone numbers begin with + and the country code.", 400,
        "ASSUME");

    public static readonly TelnyxError NumberInUse = new(
        "10021", "Resource in use", "The number is owned by another provider of this simulation.", 409, "ASSUME");

    public static readonly TelnyxError ProfileInUse = new(
        "10021", "Resource in use", "The messaging profile has phone numbers.", 409, "ASSUME");

    public static readonly TelnyxError Unprocessable = new(
        "10027", "Unprocessable Entity", "The request is well formed and cannot be carried out.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError OutOfRange = new(
        "10033", "Value outside of range", "The value is outside of its range.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError ProductNotEligible = new(
        "40324", "Messaging product type change failed", "The number is not eligible for this messaging product.", 400,
        "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidAlphaSender = new(
        "40325", "Invalid alphanumeric sender ID",
        "An alphanumeric sender ID has 1 to 11 letters, digits and spaces, at least one of them a letter.", 400,
        "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidDomain = new(
        "40327", "Invalid Domain", "The domain of the URL shortener is not valid.", 400, "ASSUME",
        StatusRule.Request);
}
