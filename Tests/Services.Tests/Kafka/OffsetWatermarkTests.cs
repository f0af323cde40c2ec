using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Services.Tests.Kafka;

public class OffsetWatermarkTests
{
    [Fact]
    public void Finish_OutOfOrder_MovesOnlyWhenTheLowestIsFinished()
    {
        var watermark = new OffsetWatermark();
        foreach (var offset in new long[] { 5, 6, 9, 10 })
        {
            watermark.Begin(offset);
        }

        Assert.Null(watermark.Finish(9));
        Assert.Null(watermark.Finish(6));
        Assert.Equal(4, watermark.InFlight);
        Assert.Equal(10, watermark.Finish(5));
        Assert.Equal(1, watermark.InFlight);
        Assert.Equal(11, watermark.Finish(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finish_AnyOrder_NeverPassesAnUnfinishedRecord(int seed)
    {
        var random = new Random(seed);
        var watermark = new OffsetWatermark();
        var unfinished = new SortedSet<long>();
        long next = 0;
        long committed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            if (unfinished.Count == 0 || random.Next(2) == 0)
            {
                next += random.Next(1, 4); // gaps, as compaction leaves them
                watermark.Begin(next);
                unfinished.Add(next);
            }
            else
            {
                var finished = unfinished.ElementAt(random.Next(Math.Min(unfinished.Count, 50)));
                unfinished.Remove(finished);
                committed = watermark.Finish(finished) ?? committed;
                Assert.True(unfinished.Count == 0 || committed <= unfinished.Min);
            }
        }
        foreach (var rest in unfinished)
        {
            committed = watermark.Finish(rest) ?? committed;
        }

        Assert.Equal(next + 1, committed);
        Assert.Equal(0, watermark.InFlight);
    }
}
