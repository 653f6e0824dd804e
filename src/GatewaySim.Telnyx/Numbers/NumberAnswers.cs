using GatewaySim.Domain.Commands;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>Answers that show numbers, with how they fare today: their profiles' owners are asked for that.</summary>
internal sealed class NumberAnswers(TelnyxDoor door)
{
    public async Task SendAsync(HttpContext context, NumberRecord number)
    {
        var (verdict, health) = await door.Accounts.HealthOfAsync([number]).ConfigureAwait(false);
        if (verdict != Verdict.Accepted)
        {
            door.Fail(context, verdict);
            return;
        }

        TelnyxJson.SendOne(context.Response, json => NumberJson.Write(json, number, health[0], door.Options));
    }

    public async Task SendPageAsync(HttpContext context, IReadOnlyList<NumberRecord> rows, Page page)
    {
        var shown = rows.Skip((int)Math.Min(page.Offset, rows.Count)).Take(page.Size).ToList();
        var (verdict, health) = await door.Accounts.HealthOfAsync(shown).ConfigureAwait(false);
        if (verdict != Verdict.Accepted)
        {
            door.Fail(context, verdict);
            return;
        }

        var answer = ListJson.Begin();
        for (var i = 0; i < shown.Count; i++)
        {
            NumberJson.Write(answer.Json, shown[i], health[i], door.Options);
        }

        ListJson.End(answer, context.Response, page, rows.Count);
    }
}
