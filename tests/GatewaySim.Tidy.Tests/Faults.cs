namespace GatewaySim.Tidy.Tests;

/// <summary>Fails with the whole list, so that one run shows everything there is to mend.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
