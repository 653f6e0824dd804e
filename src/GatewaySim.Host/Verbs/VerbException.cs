namespace GatewaySim.Host.Verbs;

/// <summary>A verb cannot do what it was asked. The message is one line for the user; there is no trace.</summary>
public sealed class VerbException : Exception
{
    public VerbException() { }
    public VerbException(string message) : base(message) { }
    public VerbException(string message, Exception inner) : base(message, inner) { }
}
