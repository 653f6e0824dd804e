using System.Diagnostics;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>A RingCentral business number: the consent of everyone it writes to, and its batches.</summary>
internal sealed class SenderEntity : Entity
{
    private const byte StateVersion = 1;

    private readonly ShardContext _context;
    private readonly RecipientTable _pairs = new();
    private readonly RecipientTable _networkBlocks = new();
    private readonly RecentIds _recent = new();
    private readonly BatchQueue _batches = new();
    private readonly SenderPace? _pace;

    public SenderEntity(Scope scope, ShardContext context)
        : base(scope)
    {
        _context = context;
        _pace = context.Paces is { } paces ? new(scope, paces) : null;
        Type = SenderTypes.Of(scope.Sender);
        ChanceBase = Chance.BaseOf(context.Journal.Info.Seed, scope.Hash);
    }

    public SenderType Type { get; }

    public ulong ChanceBase { get; }

    /// <summary>How many messages this sender was given: what chance is drawn by.</summary>
    public long Ordinal { get; private set; }

    /// <summary>How many replies it made; their chance is apart, so that a STOP does not move the campaign's.</summary>
    public long ReplyOrdinal { get; private set; }

    public RecentIds Recent => _recent;

    public BatchQueue Batches => _batches;

    public int RecipientCount => _pairs.Count;

    public override int Queued => _batches.Messages;

    public override bool HasWork => _pace is null && Queued > 0;

    public override long OldestOpen => _pace is null || _pace.IsIdle(_context.Clock.Now)
        ? _batches.OldestOpen : Math.Min(_batches.OldestOpen, _pace.LastDispatch);

    public override long NextDue => NextSlice is { } slice ? slice.Due.Ticks : long.MaxValue;

    /// <summary>What leaves next where senders are paced; null for nothing.</summary>
    public PaceSlice? NextSlice
    {
        get
        {
            if (_pace is null || _batches.First is not { } chunk)
            {
                return null;
            }

            if (chunk.Messages is null)
            {
                BatchDispatcher.Load(chunk, _context.Journal, _context.ShardOf(Scope));
            }

            return _pace.Next(_batches);
        }
    }

    public PairConsent PairOf(ulong recipient) =>
        _pairs.TryGetValue(recipient, out var packed) ? PairConsent.Unpack(packed) : PairConsent.None;

    public PairConsent WildcardOf(ulong recipient) => _context.Wildcards.Find(Scope.Account, recipient);

    public bool IsNetworkBlocked(ulong handset) => _networkBlocks.TryGetValue(handset, out _);

    /// <summary>
    /// Whether no new record would fit. A full sender fails closed: who cannot be let go must not be written to.
    /// </summary>
    public bool IsFull => _pairs.Count >= _context.Limits.RecipientsMax;

    /// <summary>Whether a record for this recipient would fit.</summary>
    public bool HasRoomFor(ulong recipient) => !IsFull || _pairs.TryGetValue(recipient, out _);

    /// <summary>Whether a batch fits behind those that wait for the sender's rate.</summary>
    public bool HasRoomFor(BatchSubmission batch) => _pace is null || _pace.HasRoomFor(
        BatchQueue.PartsIn(
            new(new(batch.Recipients), batch.Texts, batch.TextBytes), BatchQueue.PartsOf(batch.Text)), _batches);

    /// <summary>Whether what leaves next may leave at a moment, or waits for its account.</summary>
    public bool MayLeave(in PaceSlice slice, Stamp at) => _pace!.MayLeave(_batches.First!, slice, at);

    /// <summary>Until when a message may wait, where senders are paced.</summary>
    public Stamp EndOf(QueuedChunk chunk) => _pace!.EndOf(chunk);

    public override void DispatchDue(ShardState state, Turn turn, Stamp now, ref int budget) =>
        BatchDispatcher.DispatchDue(this, _context, state, turn, now, ref budget);

    public override void Dispatch(ShardState state, Turn turn, ref int budget) =>
        BatchDispatcher.Dispatch(this, _context, state, turn, ref budget);

    public override void KeepQueued() => _batches.Keep();

    /// <summary>Changes drawn outcomes where consent forbids the message, or the network stops it.</summary>
    /// <returns>How many messages are blocked by consent.</returns>
    public int Refuse(in RecipientList recipients, int first, Span<byte> outcomes)
    {
        if (_pairs.Count == 0 && _networkBlocks.Count == 0 && _context.Wildcards.IsEmpty)
        {
            return 0;
        }

        var blocked = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var recipient = recipients[first + i];
            if (PairConsentDecider.IsBlocked(PairOf(recipient), WildcardOf(recipient)))
            {
                outcomes[i] = (byte)Outcome.Blocked;
                blocked++;
            }
            else if (_networkBlocks.Count > 0 && IsNetworkBlocked(recipient))
            {
                outcomes[i] = (byte)Outcome.CarrierOptOut;
            }
        }

        return blocked;
    }

    protected override void Evolve(long sequence, Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case BatchAccepted e:
                AddChunk(
                    sequence, at, sequence, e.Chunk, e.FirstOrdinal,
                    _pace is null ? 0 : BatchQueue.PartsOf(e.Text));
                Ordinal += e.Size;
                break;
            case BatchContinued e:
                var accepted = _batches.LastOf(e.Batch);
                AddChunk(
                    e.Batch, accepted.AcceptedAt, sequence, e.Chunk, accepted.FirstOrdinal + accepted.Count,
                    accepted.PartsOfText);
                break;
            case BatchDispatched e:
                _batches.Dispatched(e);
                _pace?.Left(sequence, at, e);
                break;
            case InboundReceived e:
                _recent.Add(e.ExternalId, MessageId.At(_context.ShardOf(Scope), sequence));
                break;
            case ReplySent e:
                ReplyOrdinal = e.Ordinal + 1;
                break;
            case RecipientOptedOut e:
                _pairs.Set(e.Recipient.Value, new PairConsent(ConsentStatus.OptOut, e.Cause.Source, at).Packed);
                break;
            case RecipientOptedIn e:
                _pairs.Set(e.Recipient.Value, new PairConsent(ConsentStatus.OptIn, e.Cause.Source, at).Packed);
                break;
            case NetworkBlocked e:
                _networkBlocks.Set(e.Handset.Value, (ulong)at.Ticks);
                break;
            case NetworkUnblocked e:
                _networkBlocks.Remove(e.Handset.Value);
                break;
            default:
                throw new UnreachableException($"A sender has no transition for {@event.GetType().Name}.");
        }
    }

    public override void Recall(long sequence, Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case BatchAccepted e:
                _batches.Learn(sequence, sequence, e.Chunk, e.Text);
                break;
            case BatchContinued e:
                _batches.Learn(e.Batch, sequence, e.Chunk, text: null);
                break;
            case BatchDispatched e:
                _pace?.Left(sequence, at, e);
                break;
        }
    }

    public override void WriteState(PayloadWriter writer)
    {
        writer.Byte(StateVersion);
        writer.Varint(Ordinal);
        writer.Varint(ReplyOrdinal);
        EntityState.Write(writer, _pairs);
        EntityState.Write(writer, _networkBlocks);
        _recent.Write(writer);
        _batches.Write(writer);
    }

    protected override void ReadState(ref PayloadReader reader)
    {
        Invariant.Holds(reader.Byte() == StateVersion);
        Ordinal = reader.Long();
        ReplyOrdinal = reader.Long();
        EntityState.Read(ref reader, _pairs);
        EntityState.Read(ref reader, _networkBlocks);
        _recent.Read(ref reader);
        _batches.Read(ref reader);
    }

    private void AddChunk(
        long batch, Stamp acceptedAt, long sequence, in MessageChunk chunk, long firstOrdinal, int partsOfText) =>
        _batches.Add(new()
        {
            Batch = batch, AcceptedAt = acceptedAt, Chunk = sequence, Count = chunk.Recipients.Count,
            FirstOrdinal = firstOrdinal, PartsOfText = partsOfText,
            Parts = _pace is null ? 0 : BatchQueue.PartsIn(chunk, partsOfText),
        });
}
