using GatewaySim.Actors.Time;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Time;

/// <summary>The clock against a wall that stands still until it is moved.</summary>
public sealed class SimulationClockTests
{
    private static readonly DateTimeOffset Start = new(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly SteppedTime _wall = new();

    [Theory]
    [InlineData("1", 10)]
    [InlineData("60", 600)]
    [InlineData("0.5", 5)]
    [InlineData("0", 0)]
    [InlineData("max", 10)]
    [InlineData("999999.999", 9_999_999.99)]
    public void It_runs_at_its_speed(string speed, double seconds)
    {
        SimulationClock clock = new(_wall, Start, ClockSpeed.Parse(speed));
        _wall.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(seconds), clock.GetUtcNow());
        Assert.Equal(speed, clock.Speed.ToString());
    }

    [Fact]
    public void What_has_passed_stays_when_the_speed_changes()
    {
        SimulationClock clock = new(_wall, Start, ClockSpeed.Real);
        var changes = 0;
        clock.Changed += () => changes++;
        _wall.Advance(TimeSpan.FromSeconds(1));
        clock.SetSpeed(new(100));
        _wall.Advance(TimeSpan.FromSeconds(1));
        clock.Pause();
        _wall.Advance(TimeSpan.FromHours(1));
        clock.SetSpeed(new(10));
        Assert.Equal((Start.AddSeconds(101), false), (clock.GetUtcNow(), clock.IsRunning));
        clock.Resume();
        _wall.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Start.AddSeconds(111), true, 4), (clock.GetUtcNow(), clock.IsRunning, changes));
    }

    [Fact]
    public void It_can_be_moved_on_and_never_back()
    {
        SimulationClock clock = new(_wall, Start, new(0));
        clock.JumpTo(Start.AddDays(7));
        clock.JumpTo(Start);
        Assert.Equal(Start.AddDays(7), clock.GetUtcNow());
        _wall.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(Start.AddDays(7), clock.GetUtcNow());
    }

    [Fact]
    public void It_says_how_long_the_wall_takes_to_a_moment()
    {
        SimulationClock clock = new(_wall, Start, new(60));
        Assert.Equal(TimeSpan.FromSeconds(2), clock.WallUntil(Start.AddMinutes(2)));
        Assert.Equal(TimeSpan.Zero, clock.WallUntil(Start));
        Assert.Equal(TimeSpan.Zero, clock.WallUntil(Start.AddDays(-1)));
        clock.Pause();
        Assert.Equal(Timeout.InfiniteTimeSpan, clock.WallUntil(Start.AddMinutes(2)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("1000000")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Nonsense_is_no_speed(string text)
    {
        Assert.False(ClockSpeed.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ClockSpeed.Parse(text));
    }
}
