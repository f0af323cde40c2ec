using EventAi.FraudScoring;
using EventAi.Support;

namespace EventAi.Services.Tests.Fraud;

public class FraudModelTests
{
    private static readonly FraudModel Model = FraudModel.Load(Repository.PathOf("Services", "FraudScoring", "model", "fraud-logistic.json"));

    [Fact]
    public void Score_BurstOfForeignOnlinePurchases_IsAboveEverydayShopping()
    {
        var everyday = Model.Score(new FraudFeatures(32, 5411, 17.5, IsInternational: false, Velocity: 1));
        var burst = Model.Score(new FraudFeatures(120, 5816, 3.2, IsInternational: true, Velocity: 6));

        Assert.InRange(everyday, 0, 0.01);
        Assert.InRange(burst, 0.85, 1);
    }

    [Fact]
    public void Score_UnknownMerchantCategory_IsStillAProbability()
        => Assert.InRange(Model.Score(new FraudFeatures(50, 1, 12, IsInternational: false, Velocity: 1)), 0, 1);

    [Fact]
    public void Reasons_BurstAbroad_NamesWhatRaisedTheScore()
        => Assert.Contains("velocity_1h", Model.Reasons(new FraudFeatures(120, 5816, 15, IsInternational: true, Velocity: 8)));

    [Fact]
    public void Constructor_WeightsThatDoNotFit_SaysSo()
    {
        var file = new FraudModelFile { Id = "x", Version = "1", Intercept = 0, Categories = [1, 2], Weights = [1], Means = [1], Deviations = [1] };

        Assert.Throws<InvalidDataException>(() => new FraudModel(file));
    }
}
