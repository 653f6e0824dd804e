using System.Globalization;

namespace GatewaySim.RingCentral.Tests.Access;

/// <summary>A pair of tokens as a client keeps it.</summary>
internal sealed record Pair(string Access, string Refresh);

/// <summary>The OAuth calls of a client, in short.</summary>
internal static class OAuthCalls
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Messages = "/restapi/v1.0/account/~/a2p-sms/messages";
    private const string Jwt = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=any";

    public static Task<Answer> PostFormAsync(this TestDoor door, string path, string form) =>
        door.CallAsync("POST", path, form, Form, "");

    public static async Task<Pair> LoginAsync(this TestDoor door, string clientId = "app", string more = "") =>
        PairOf(await door.PostFormAsync("/restapi/oauth/token", $"{Jwt}&client_id={clientId}{more}"));

    public static Task<Answer> AskToRefreshAsync(this TestDoor door, string refresh, string more = "") =>
        door.PostFormAsync("/restapi/oauth/token", $"grant_type=refresh_token&refresh_token={refresh}{more}");

    public static async Task<Pair> RefreshAsync(this TestDoor door, Pair pair, string more = "") =>
        PairOf(await door.AskToRefreshAsync(pair.Refresh, more));

    /// <summary>What refreshing is answered with: "200" or the error.</summary>
    public static async Task<string> TryRefreshAsync(this TestDoor door, Pair pair) =>
        Short(await door.AskToRefreshAsync(pair.Refresh));

    /// <summary>What a call with this access token is answered with: "200" or the error.</summary>
    public static async Task<string> TryAsync(this TestDoor door, string access) =>
        Short(await door.CallAsync("GET", Messages, authorization: "bearer " + access));

    public static void Step(this TestDoor door, double seconds) => door.Time.Advance(TimeSpan.FromSeconds(seconds));

    public static Pair PairOf(Answer answer) => new(
        answer.Json.GetProperty("access_token").GetString()!, answer.Json.GetProperty("refresh_token").GetString()!);

    private static string Short(Answer answer) =>
        (int)answer.Status < 400 ? ((int)answer.Status).ToString(CultureInfo.InvariantCulture) : answer.Error;
}
