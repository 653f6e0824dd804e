namespace GatewaySim.Telnyx;

/// <summary>Errors of profiles, numbers and what belongs to them.</summary>
internal static partial class TelnyxErrors
{
    public static readonly TelnyxError Duplicate = new(
        "10012", "Duplicate resource", "The profile has this alphanumeric sender already.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError NumberInUse = new(
        "10021", "Resource in use", "The number is owned by another provider of this simulation.", 409, "ASSUME");

    public static readonly TelnyxError ProfileInUse = new(
        "10021", "Resource in use", "The messaging profile has phone numbers.", 409, "ASSUME");

    public static readonly TelnyxError Unprocessable = new(
        "10027", "Unprocessable Entity", "The request is well formed and cannot be carried out.", 422, "ASSUME",
        StatusRule.Validation);

    public static readonly TelnyxError ProductNotEligible = new(
        "40324", "Messaging product type change failed", "The number is not eligible for this messaging product.", 400,
        "ASSUME", StatusRule.Request);

    public static readonly TelnyxError InvalidDomain = new(
        "40327", "Invalid Domain", "The domain of the URL shortener is not valid.", 400, "ASSUME",
        StatusRule.Request);
}
