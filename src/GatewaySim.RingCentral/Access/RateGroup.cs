namespace GatewaySim.RingCentral.Access;

/// <summary>
/// The kinds of calls that are limited apart. Source: guide (rate limits), <c>x-throttling-group</c> in the spec.
/// </summary>
internal enum RateGroup
{
    Light = 0,
    Medium = 1,
    Heavy = 2,
    Auth = 3,
}
