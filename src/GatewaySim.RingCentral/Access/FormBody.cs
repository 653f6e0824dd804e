using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GatewaySim.RingCentral.Access;

/// <summary>The form of an OAuth call.</summary>
internal sealed class FormBody(Dictionary<string, StringValues> fields)
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The first value; null when absent or empty (PHP sends an empty <c>extension</c>).</summary>
    public string? this[string name] =>
        fields.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>
    /// Reads the form of a request. A request without a body has an empty form. A parameter may stand there once, and
    /// in the query only with the same value (guide: OAU-111, OAU-150).
    /// </summary>
    public static async Task<(FormBody? Form, RingCentralError? Error)> ReadAsync(HttpRequest request, int bytesMax)
    {
        using var body = new BodyBuffer();
        if (!await body.TryReadAsync(request, bytesMax).ConfigureAwait(false))
        {
            return (null, RingCentralErrors.BodyTooLarge with { OAuth = RingCentralErrors.NotAForm.OAuth });
        }

        if (body.Length > 0 && request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, RingCentralErrors.NotAForm);
        }

        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Bytes.Span));
        var error = fields.Values.Any(v => v.Count > 1) || request.Query.Any(q => q.Value.Count > 1)
            ? RingCentralErrors.ParameterTwice
            : request.Query.Where(q => fields.TryGetValue(q.Key, out var value) && value != q.Value)
                .Select(q => RingCentralErrors.QueryDiffers(q.Key)).FirstOrDefault();
        return error is null ? (new(fields), null) : (null, error);
    }
}
