using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Projections;

/// <summary>A batch's row.</summary>
/// <param name="Dispatch">
/// Sequence number of the one event that dispatched all of it; 0 while it waits, or where several did (those have rows
/// of their own).
/// </param>
public record struct BatchRow(
    MessageId Id, int Account, Address From, int Size, int Processed, int Blocked, long Segments, Stamp CreatedAt,
    Stamp ModifiedAt, long Dispatch);

/// <summary>What one dispatch event adds to its batch's row.</summary>
public readonly record struct BatchProgress(
    MessageId Batch, int Account, Stamp CreatedAt, int Processed, int Blocked, long Segments, Stamp At);

/// <summary>
/// Where the outcomes of a run of messages lie: event <paramref name="Sequence"/>, from <paramref name="First"/>.
/// </summary>
public readonly record struct DispatchRow(int Shard, long Chunk, int First, int Count, long Sequence);

/// <summary>A RingCentral text that came alone: inbound, or a reply.</summary>
public readonly record struct TextRow(
    MessageId Id, int Account, Stamp At, Direction Direction, Address Business, PhoneNumber Person);

/// <summary>What one consent record is found by.</summary>
public readonly record struct ConsentKey(
    Provider Provider, int Account, Guid? Profile, Address? From, PhoneNumber To);

/// <summary>Where projections are written. The rules are in <see cref="Projector"/>; a backend only stores.</summary>
internal interface IProjectionSink
{
    void AddBatch(in BatchRow row);

    void AdvanceBatch(in BatchProgress progress);

    void AddDispatch(in DispatchRow row);

    void AddText(in TextRow row);

    void SetConsent(in ConsentKey key, ConsentRecord record);

    /// <summary>Keeps a change of a RingCentral consent record; the others have no history.</summary>
    void AddConsentHistory(ConsentHistoryRecord record);

    void RemoveConsent(in ConsentKey key);

    /// <summary>Removes all origin numbers of a Telnyx block.</summary>
    void RemoveConsents(Provider provider, int account, Guid profile, PhoneNumber to);

    /// <summary>Removes all block rules of a Telnyx profile.</summary>
    void RemoveConsents(Provider provider, int account, Guid profile);

    void RemoveNetworkBlocks(int account, Address number);
}
