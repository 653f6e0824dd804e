using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using GatewaySim.Actors;
using GatewaySim.Bench.Load;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Bench.Rungs;

/// <summary>
/// People who opted out before the load comes: so many for each sender, among them 1 % of those whom its batches go to.
/// </summary>
internal static class OptOuts
{
    private const int InBatch = 10;
    private const int InBatchEvery = Requests.BatchMessages / InBatch;
    private const int RecordsMax = 1_000;

    /// <summary>Recipients that no batch goes to, from here on.</summary>
    private const long OthersFirst = 4_000_000;

    public static async Task SetAsync(ISenders senders, int perSender, CancellationToken cancel)
    {
        for (var sender = 0; sender < Requests.Senders && perSender > 0; sender++)
        {
            var from = Address.Of(new(Requests.RingCentralSender(sender)));
            var replies = await senders.SetConsentsAsync(
                DemoAccount.Id,
                [.. RecipientsOf(sender, perSender)
                    .Select(to => new SetConsent(from, new(to), ConsentStatus.OptOut, ConsentSource.Api))],
                cancel);
            if (replies.Any(r => r.Verdict != Verdict.Accepted))
            {
                throw new BenchException($"An opt-out was {replies[0].Verdict}.");
            }
        }
    }

    /// <summary>The same by RingCentral's API, and as many STOP texts to one number of Telnyx.</summary>
    public static async Task SetAsync(
        HttpClient http, string token, int perSender, string telnyxNumber, CancellationToken cancel)
    {
        for (var sender = 0; sender < Requests.Senders; sender++)
        {
            foreach (var chunk in RecipientsOf(sender, perSender).Chunk(RecordsMax))
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Patch, "/restapi/v2/accounts/~/sms/consents");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                request.Content = Json($"{{\"records\":[{string.Join(',', chunk.Select(to => Record(sender, to)))}]}}");
                using var answer = await http.SendAsync(request, cancel);
                var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancel);
                if (body.Contains("error", StringComparison.OrdinalIgnoreCase))
                {
                    throw new BenchException($"An opt-out was refused: {body}");
                }
            }
        }

        for (var n = 0; n < perSender; n++)
        {
            using var content = Json(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"from\":\"+{Requests.Stopped(n)}\",\"to\":\"{telnyxNumber}\"," +
                $"\"text\":\"STOP\"}}"));
            using var answer = await http.PostAsync(new Uri("/_sim/inbound", UriKind.Relative), content, cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Distinct. Batch n is of sender n modulo 64, so a sender's batches are 64 apart.</summary>
    private static IEnumerable<ulong> RecipientsOf(int sender, int count)
    {
        const int inBatches = 2 * InBatch;
        for (var n = 0; n < count; n++)
        {
            var batch = sender + Requests.Senders * (long)(n / InBatch);
            yield return Requests.Recipient(n < inBatches
                ? batch * Requests.BatchMessages + n % InBatch * InBatchEvery
                : OthersFirst + (long)sender * count + n);
        }
    }

    private static string Record(int sender, ulong to) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"from\":\"+{Requests.RingCentralSender(sender)}\",\"to\":\"+{to}\"," +
        $"\"optStatus\":\"OptOut\",\"source\":\"Api\"}}");

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
