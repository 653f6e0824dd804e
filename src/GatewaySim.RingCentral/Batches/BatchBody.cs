using System.Buffers;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Batches;

/// <summary>An entry of <c>messages</c> that is listed in <c>rejected</c>.</summary>
/// <param name="Index">From 1, as RingCentral counts.</param>
/// <param name="Offset">Where its <c>to</c> stands in the body.</param>
internal readonly record struct Rejection(int Index, int Offset, int Length);

/// <summary>The body of a batch request, and what was found in it. Owns the pooled arrays of both.</summary>
internal sealed class BatchBody : IDisposable
{
    private const int FirstCountMin = 16;
    private const int FirstCountMax = 16 * 1024;

    private ulong[] _recipients = [];
    private TextSlice[] _texts = [];
    private Rejection[] _rejected = [];
    private int _rejectedCount;
    private bool _hasTexts;
    private int _entriesMax = int.MaxValue;

    public BodyBuffer Bytes { get; } = new();

    public ulong From { get; set; }

    /// <summary>The batch's own text; length 0 when there is none.</summary>
    public TextSlice Text { get; set; }

    /// <summary>How many messages are accepted.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Recipients => _recipients.AsSpan(0, Count);

    public ReadOnlySpan<TextSlice> Texts => _hasTexts ? _texts.AsSpan(0, Count) : default;

    public ReadOnlySpan<Rejection> Rejected => _rejected.AsSpan(0, _rejectedCount);

    /// <summary>Whether a message has no text of its own.</summary>
    public bool NeedsText { get; set; }

    /// <summary>Whether there were more entries than allowed. The ones beyond are not kept.</summary>
    public bool IsTooLarge { get; private set; }

    public ReadOnlySpan<byte> TextOf(TextSlice slice) => Bytes.Span.Slice(slice.Offset, slice.Length);

    /// <summary>
    /// Starts a list of messages; one that was there before is forgotten (the last member of a name counts).
    /// </summary>
    public void StartMessages(int countExpected, int entriesMax)
    {
        (Count, _rejectedCount, _hasTexts, NeedsText, IsTooLarge) = (0, 0, false, false, false);
        _entriesMax = entriesMax;
        Grow(ref _recipients, 0, Math.Clamp(countExpected, FirstCountMin, FirstCountMax));
    }

    /// <summary>Adds a message to a number without a text of its own: the hot path.</summary>
    public void Add(ulong number)
    {
        if (!HasRoom())
        {
            return;
        }

        if (_hasTexts)
        {
            _texts[Count] = default;
        }

        NeedsText = true;
        _recipients[Count++] = number;
    }

    public void Add(ulong number, TextSlice text)
    {
        if (text.Length == 0)
        {
            Add(number);
            return;
        }

        if (!HasRoom())
        {
            return;
        }

        if (!_hasTexts)
        {
            Grow(ref _texts, 0, _recipients.Length);
            _texts.AsSpan(0, Count).Clear();
            _hasTexts = true;
        }

        _texts[Count] = text;
        _recipients[Count++] = number;
    }

    public void AddRejected(int offset, int length)
    {
        if (Count + _rejectedCount == _entriesMax)
        {
            IsTooLarge = true;
            return;
        }

        if (_rejectedCount == _rejected.Length)
        {
            Grow(ref _rejected, _rejectedCount, Math.Max(FirstCountMin, 2 * _rejectedCount));
        }

        _rejected[_rejectedCount] = new(Count + _rejectedCount + 1, offset, length);
        _rejectedCount++;
    }

    /// <summary>
    /// What the owner of the sender gets. It lies in this body's arrays, so the body stays until the reply.
    /// </summary>
    public BatchSubmission ToSubmission(int account) => new()
    {
        Account = account,
        From = new PhoneNumber(From),
        Text = Bytes.Bytes.Slice(Text.Offset, Text.Length),
        Recipients = _recipients.AsMemory(0, Count),
        Texts = _hasTexts ? _texts.AsMemory(0, Count) : default,
        TextBytes = _hasTexts ? Bytes.Bytes : default,
        Rejected = _rejectedCount,
    };

    /// <summary>Forgets the arrays without giving them back: nobody knows whether the owner still reads them.</summary>
    public void Abandon()
    {
        Bytes.Abandon();
        (_recipients, _texts, _rejected, Count, _rejectedCount, _hasTexts) = ([], [], [], 0, 0, false);
    }

    public void Dispose()
    {
        Bytes.Dispose();
        Return(_recipients);
        Return(_texts);
        Return(_rejected);
        Abandon();
    }

    private bool HasRoom()
    {
        if (Count + _rejectedCount >= _entriesMax)
        {
            IsTooLarge = true;
            return false;
        }

        if (Count == _recipients.Length)
        {
            Grow(ref _recipients, Count, 2 * Count);
        }

        if (_hasTexts && Count >= _texts.Length)
        {
            Grow(ref _texts, Count, _recipients.Length);
        }

        return true;
    }

    private static void Grow<T>(ref T[] array, int count, int length)
    {
        if (array.Length >= length)
        {
            return;
        }

        var grown = ArrayPool<T>.Shared.Rent(length);
        array.AsSpan(0, count).CopyTo(grown);
        Return(array);
        array = grown;
    }

    private static void Return<T>(T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
