namespace GatewaySim.Actors;

/// <summary>Small values that outlive the process, beside the events: see <c>IJournal.KeepMark</c>.</summary>
public interface IMarks
{
    byte[]? FindMark(string name);

    /// <summary>Durable with the next transaction: at the latest with any command that is asked after this.</summary>
    void KeepMark(string name, byte[] value);
}
