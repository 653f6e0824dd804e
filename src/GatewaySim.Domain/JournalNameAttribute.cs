namespace GatewaySim.Domain;

/// <summary>
/// The name under which an event is stored. A decision of its own: renaming the class never changes it.
/// </summary>
/// <param name="name">Lower case, dotted, with a version: <c>consent.opted-out.v1</c>. Never reused.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JournalNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
