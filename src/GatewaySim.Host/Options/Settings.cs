namespace GatewaySim.Host.Options;

/// <summary>Checked settings, one object a section.</summary>
public sealed class Settings(IReadOnlyDictionary<Type, object> sections)
{
    public ServerOptions Server => Get<ServerOptions>();

    public JournalOptions Journal => Get<JournalOptions>();

    public SimulationOptions Simulation => Get<SimulationOptions>();

    public T Get<T>() => (T)sections[typeof(T)];

    /// <summary>Every section, for a container that hands them out by type.</summary>
    public IEnumerable<(Type Type, object Value)> Sections => sections.Select(s => (s.Key, s.Value));
}
