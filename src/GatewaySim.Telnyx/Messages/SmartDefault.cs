using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Messages;

/// <summary>A profile's <c>smart_encoding</c>: what messages have that leave their <c>encoding</c> open.</summary>
/// <remarks>Source: DOC smart-encoding, table of requests and profiles; telnyx.md 7.3.</remarks>
internal static class SmartDefault
{
    /// <summary>Makes the request ask for smart encoding, where its profile does and it does not say itself.</summary>
    /// <param name="directory">Null for no profiles at all.</param>
    public static void Apply(ref MessageRequest request, IDirectory? directory)
    {
        if (directory is not null && request.Encoding is null or "auto" && !MessageRules.IsMms(request)
            && ProfileOf(request, directory) is { Settings.SmartEncoding: true })
        {
            request.Encoding = MessageOptions.SmartEncoding;
        }
    }

    /// <remarks>A sender that nobody has yet will be on the account's first profile, or on none.</remarks>
    private static ProfileRecord? ProfileOf(in MessageRequest request, IDirectory directory)
    {
        if (request.Profile is { } named)
        {
            return directory.FindProfile(named);
        }

        return request.From is not { } from ? null
            : directory.FindNumber(Provider.Telnyx, from) is { } number
                ? number.Profile is { } profile ? directory.FindProfile(profile) : null
            : directory.FirstProfile(DemoAccount.Id);
    }
}
