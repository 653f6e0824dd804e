namespace GatewaySim.Journal;

/// <summary>
/// The journal could not do what was asked. For an append: nothing is known, it may or may not be stored.
/// </summary>
public class JournalException : Exception
{
    public JournalException() { }
    public JournalException(string message) : base(message) { }
    public JournalException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Another owner wrote to the shard's stream, so this one must stop (G6). Nothing was stored.</summary>
public sealed class OwnerReplacedException : JournalException
{
    public OwnerReplacedException() { }
    public OwnerReplacedException(string message) : base(message) { }
    public OwnerReplacedException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>What is stored is not what was written: a broken hash, a gap, or bytes that mean nothing.</summary>
public sealed class JournalCorruptException : JournalException
{
    public JournalCorruptException() { }
    public JournalCorruptException(string message) : base(message) { }
    public JournalCorruptException(string message, Exception inner) : base(message, inner) { }
}
