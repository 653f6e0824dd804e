using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Batches;
using GatewaySim.RingCentral.Lists;

namespace GatewaySim.RingCentral.Messages;

/// <summary>Which messages a list or a summary of statuses is about: both have the same filters.</summary>
/// <param name="Question">Null when the batch that was named is none: then there are no messages.</param>
internal readonly record struct MessageFilter(MessageQuery? Question, Window Window)
{
    // Spec: at most 15 values of phoneNumber.
    private const int PhoneNumbersMax = 15;

    private static readonly string[] Directions = ["Inbound", "Outbound"];

    /// <summary>
    /// Reads <c>batchId</c>, <c>direction</c>, <c>dateFrom</c>, <c>dateTo</c> and <c>phoneNumber</c>; faults stay in
    /// the query.
    /// </summary>
    /// <remarks>
    /// The last day is the default window, but not of one batch: at v1 nothing is said about that (UNVERIFIED), the
    /// text for v2's summary leaves the window out.
    /// </remarks>
    public static MessageFilter Read(ListQuery query, Paging paging, ISenders senders)
    {
        var batchText = query.Text("batchId");
        var window = Window.Read(query, paging.Asked, senders.Now, always: batchText is null);
        var directions = query.Words("direction", Directions);
        var phoneNumbers = query.Addresses("phoneNumber", PhoneNumbersMax);
        MessageId? batch = null;
        if (batchText is not null)
        {
            if (!BatchEndpoints.TryId(batchText, senders.IdSalt, out var id))
            {
                return new(null, window);
            }

            batch = id;
        }

        Direction? direction = directions.Distinct().Count() == 1
            ? directions[0] == "Inbound" ? Direction.Inbound : Direction.Outbound
            : null;
        return new(
            new(DemoAccount.Id, batch, direction, window.Since, window.Until, phoneNumbers, paging.Asked?.After,
                paging.CountMax),
            window);
    }
}
