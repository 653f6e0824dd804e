namespace GatewaySim.Tidy.Tests;

/// <summary>README, the test run and the tree say the same.</summary>
public sealed class CiTests
{
    private const string TestCommand = "dotnet test GatewaySim.sln -c Release";

    [Fact]
    public void The_test_run_is_the_command_of_the_readme()
    {
        Assert.Contains($"\n{TestCommand}\n", Tree.Read("README.md"));
        Assert.Contains($"\n{TestCommand} ", Tree.Read(".ci/run"));
    }

    [Fact]
    public void The_test_run_can_be_executed() =>
        Assert.True(
            OperatingSystem.IsWindows()
            || File.GetUnixFileMode(Path.Combine(Tree.Root, ".ci/run")).HasFlag(UnixFileMode.UserExecute));
}
