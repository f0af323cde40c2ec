using EventAi.FraudScoring;
using EventAi.FraudScoring.Drift;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud;

public class DriftMonitorTests
{
    [Fact]
    public void Index_KnownShares_IsTheSumOfTheBins()
    {
        var reference = new ReferenceDistribution("amount", [10, 20], [0.5, 0.3, 0.2]);

        var index = DriftMonitor.Index(reference, [20, 30, 50], 100);

        Assert.Equal((0.2 - 0.5) * Math.Log(0.2 / 0.5) + 0 + (0.5 - 0.2) * Math.Log(0.5 / 0.2), index, 12);
    }

    [Fact]
    public void Observe_SameDistribution_StaysLow() => Assert.InRange(Amounts(shift: 0), 0, 0.05);

    [Fact]
    public void Observe_AmountsDoubled_IsReported() => Assert.InRange(Amounts(shift: 100), 0.25, 50);

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10.5, 1)]
    [InlineData(20, 1)]
    [InlineData(1e9, 2)]
    public void BinOf_UpperEnds_AreInclusive(double value, int bin) => Assert.Equal(bin, new ReferenceDistribution("amount", [10, 20], [0.5, 0.3, 0.2]).BinOf(value));

    private static double Amounts(double shift)
    {
        var model = FraudModel.Of(new FraudModelFile
        {
            Id = "m",
            Version = "1",
            Features = ["amount"],
            Linear = new LinearTerms(0, [0], [0], [1]),
            Calibration = Calibration.None,
            Reference = [new ReferenceDistribution("amount", [25, 50, 75], [0.25, 0.25, 0.25, 0.25])],
        });
        var monitor = new DriftMonitor(Options.Create(new FraudScoringOptions { DriftWindow = 1000 }), NullLogger<DriftMonitor>.Instance);
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var features = default(FraudFeatures);
            features[FraudFeature.Amount] = (random.NextDouble() * 100) + shift;
            monitor.Observe(model, features, 0.5);
        }
        return Assert.Single(monitor.Reports).Index;
    }
}
