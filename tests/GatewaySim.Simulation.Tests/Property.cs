using System.Diagnostics.CodeAnalysis;

namespace GatewaySim.Simulation.Tests;

/// <summary>Stops the simulation where a property, does not hold.</summary>
internal static class Property
{
    /// <param name="name">Its number in the list: <c>P-1</c>.</param>
    public static void Holds(string name, [DoesNotReturnIf(false)] bool condition, FormattableString what)
    {
        if (!condition)
        {
            throw new PropertyBrokenException($"{name}: {FormattableString.Invariant(what)}");
        }
    }
}

/// <summary>A property does not hold.</summary>
internal sealed class PropertyBrokenException : Exception
{
    public PropertyBrokenException() { }
    public PropertyBrokenException(string what) : base(what) { }
    public PropertyBrokenException(string what, Exception inner) : base(what, inner) { }
}
