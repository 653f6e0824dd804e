using System.Text;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Domain.Messages;

/// <summary>A run of a batch's messages: as many as one event holds.</summary>
/// <param name="Recipients">1 to <see cref="MessageId.IndexesMax"/>.</param>
/// <param name="Texts">As long as <paramref name="Recipients"/>, or empty when all use the batch's text.</param>
/// <param name="TextBytes">What <paramref name="Texts"/> point into, UTF-8.</param>
public readonly record struct MessageChunk(
    RecipientList Recipients, ReadOnlyMemory<TextSlice> Texts, ReadOnlyMemory<byte> TextBytes)
{
    /// <summary>The text of message <paramref name="index"/>, UTF-8.</summary>
    public ReadOnlyMemory<byte> TextOf(int index, ReadOnlyMemory<byte> batchText)
    {
        if (Texts.IsEmpty)
        {
            return batchText;
        }

        var slice = Texts.Span[index];
        return slice.Length == 0 ? batchText : TextBytes.Slice(slice.Offset, slice.Length);
    }

    public string StringOf(int index, ReadOnlyMemory<byte> batchText) =>
        Encoding.UTF8.GetString(TextOf(index, batchText).Span);
}
