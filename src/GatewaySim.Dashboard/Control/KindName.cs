using GatewaySim.Actors.Webhooks;

namespace GatewaySim.Dashboard.Control;

/// <summary>How the control routes call the kinds of what webhooks tell.</summary>
internal static class KindName
{
    private static readonly (string Name, FactKinds Kinds)[] Names =
    [
        ("batches", FactKinds.Batches), ("messages", FactKinds.Messages), ("texts", FactKinds.Texts),
        ("consents", FactKinds.Consents), ("profiles", FactKinds.Profiles),
    ];

    public static string Of(FactKinds kinds) => Names.Single(n => n.Kinds == kinds).Name;

    /// <returns>Null for a word that is none.</returns>
    public static FactKinds? Parse(string? text) =>
        Names.Where(n => n.Name == text).Select(n => (FactKinds?)n.Kinds).FirstOrDefault();
}
