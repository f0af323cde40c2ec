using EventAi.HybridSearch.Fusion;

namespace EventAi.HybridSearch.Tests;

public sealed class WeightedFusionTests
{
    [Fact]
    public void Fuse_Scores_AreStandardizedBeforeTheyAreSummed()
    {
        var strong = new WeightedRanking<string>(0.8, [("a", 30), ("b", 20), ("c", 10)]);
        var weak = new WeightedRanking<string>(0.2, [("c", 0.9), ("a", 0.8)]);
        var fused = WeightedFusion.Fuse(10, strong, weak);
        Assert.Equal(["a", "b", "c"], fused.Select(static result => result.Id));
        var spread = Math.Sqrt(2.0 / 3) * 10;
        Assert.Equal((0.8 * 10 / spread) - 0.2, fused[0].Score, 1e-9);
        Assert.Equal(0.2 * -1, fused[1].Score, 1e-9);
    }

    [Fact]
    public void Fuse_OneArmEmptyOrFlat_KeepsTheOthersOrder()
    {
        var arm = new WeightedRanking<int>(0.5, [(1, 3), (2, 2), (3, 1)]);
        Assert.Equal([1, 2], WeightedFusion.Fuse(2, arm, new WeightedRanking<int>(0.5, [])).Select(static result => result.Id));
        Assert.Equal([1, 2, 3], WeightedFusion.Fuse(9, arm, new WeightedRanking<int>(0.5, [(3, 1), (1, 1)])).Select(static result => result.Id));
        Assert.Empty(WeightedFusion.Fuse(5, new WeightedRanking<int>(1, [])));
    }

    [Theory]
    [InlineData(6, true, 0.5)]
    [InlineData(20, true, 0.675)]
    [InlineData(90, true, 0.85)]
    [InlineData(90, false, 0.95)]
    public void Suggest_LengthAndLanguage_DecideTheWeight(double terms, bool known, double weight) => Assert.Equal(weight, FusionWeight.Suggest(terms, known), 0.02);
}
