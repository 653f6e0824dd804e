using System.Security.Cryptography;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>
/// Ids of answers, for people who compare logs. Not part of the simulation: they differ in every run.
/// </summary>
internal static class RequestIds
{
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private static long _count;

    /// <summary>Gives an answer its ids.</summary>
    public static void AddTo(HttpResponse response)
    {
        var id = Next();
        response.Headers["x-request-id"] = id;
        response.Headers["Request-Id"] = id;
    }

    /// <summary>A UUID (version 8) as text. Allocates the text only.</summary>
    public static string Next()
    {
        var count = (ulong)Interlocked.Increment(ref _count);
        var high = Hashing.Mix(count, Seed);
        var low = Hashing.Mix(count, ~Seed);
        return new Guid(
            (uint)(high >> 32), (ushort)(high >> 16), (ushort)((high & 0x0FFF) | 0x8000),
            (byte)((low >> 56 & 0x3F) | 0x80), (byte)(low >> 48), (byte)(low >> 40), (byte)(low >> 32),
            (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low).ToString();
    }
}
