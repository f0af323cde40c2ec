using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud;

public sealed class FraudPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Decide_Rules_AlertWhateverTheScore()
    {
        var policy = new FraudPolicy(
            new PolicyFile { AmountLimit = 500, VelocityLimit = 4, BlockedCards = ["stolen"], BlockedTerminals = ["rigged"], Champion = "x" }, Model("a", 0));

        Assert.Empty(Decide(policy, Transaction(), velocity: 1, score: 0.84));
        Assert.Equal(["rule:amount_limit"], Decide(policy, Transaction() with { Amount = 500 }, velocity: 1, score: 0.1));
        Assert.Equal(["rule:velocity_limit"], Decide(policy, Transaction(), velocity: 4, score: 0.1));
        Assert.Equal(["rule:blocked_card"], Decide(policy, Transaction() with { CardId = "stolen" }, velocity: 1, score: 0.1));
        Assert.Equal(["rule:blocked_terminal", "rule:amount_limit"], Decide(policy, Transaction() with { TerminalId = "rigged", Amount = 900 }, velocity: 1, score: 0.1));
    }

    [Fact]
    public void ModelsFor_Canary_GivesAShareOfCardsToTheChallengerAndKeepsThemThere()
    {
        var policy = new FraudPolicy(new PolicyFile { Champion = "x", Challenger = "y", CanaryPercent = 20 }, Model("champion", 0), Model("challenger", 1));
        var cards = Enumerable.Range(0, 5000).Select(static i => $"card-{i}").ToArray();

        var canaries = cards.Where(card => policy.ModelsFor(card).Deciding.Id == "challenger").ToArray();

        Assert.InRange(canaries.Length, 850, 1150);
        Assert.All(canaries, card => Assert.Equal("champion", policy.ModelsFor(card).Shadow!.Id));
        Assert.Equal(canaries, cards.Where(card => policy.ModelsFor(card).Deciding.Id == "challenger"));
    }

    [Fact]
    public void Refresh_ChangedFile_TakesItOver()
    {
        Write("""{"threshold":0.5,"champion":"a.json"}""");
        var source = Source();
        Assert.Equal(("a", 0.5, null), (source.Current.Champion.Id, source.Current.File.Threshold, source.Current.Challenger));

        Write("""{"threshold":0.75,"champion":"b.json","challenger":"a.json","canaryPercent":10}""");
        source.Refresh();

        Assert.Equal(("b", 0.75, "a"), (source.Current.Champion.Id, source.Current.File.Threshold, source.Current.Challenger!.Id));
        Assert.Null(source.Refusal);
    }

    [Theory]
    [InlineData("""{"threshold":1.5,"champion":"b.json"}""")]
    [InlineData("""{"champion":"missing.json"}""")]
    [InlineData("""{"champion":"b.json","canaryPercent":10}""")]
    [InlineData("""{"champion":"b.json","amountLimit":-1}""")]
    [InlineData("""{"champion":"b.json","treshold":0.5}""")]
    [InlineData("""{"threshold":0.5}""")]
    [InlineData("{")]
    [InlineData("null")]
    public void Refresh_FileThatDoesNotHold_IsRefusedAndTheOldOneStays(string changed)
    {
        Write("""{"threshold":0.5,"champion":"a.json"}""");
        var source = Source();

        Write(changed);
        source.Refresh();

        Assert.Equal(("a", 0.5), (source.Current.Champion.Id, source.Current.File.Threshold));
        Assert.NotEmpty(source.Refusal!);
    }

    [Fact]
    public void Constructor_FirstFileIsWrong_DoesNotStart()
    {
        Write("""{"champion":"missing.json"}""");

        Assert.Throws<InvalidDataException>(Source);
    }

    private static IReadOnlyList<string> Decide(FraudPolicy policy, TransactionReceived transaction, int velocity, double score)
    {
        var features = FraudFeatures.Of(transaction);
        features[FraudFeature.Velocity] = velocity;
        return policy.Decide(transaction, features, score, policy.Champion);
    }

    private static FraudModel Model(string id, double intercept) => FraudModel.Of(File(id, intercept));

    private static FraudModelFile File(string id, double intercept) => new()
    {
        Id = id,
        Version = "1",
        Features = ["amount"],
        Linear = new LinearTerms(intercept, [0], [0], [1]),
        Calibration = Calibration.None,
    };

    private static TransactionReceived Transaction() => new()
    {
        EventId = Guid.Empty, Timestamp = DateTimeOffset.UnixEpoch, TransactionId = "t", CardId = "c", TerminalId = "terminal", Amount = 10,
        MerchantCategoryCode = 5411, IsInternational = false, OccurredAt = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero),
    };

    private void Write(string policy)
    {
        File("a", 0).Write(Path.Combine(_folder.Path, "a.json"));
        File("b", 1).Write(Path.Combine(_folder.Path, "b.json"));
        System.IO.File.WriteAllText(Path.Combine(_folder.Path, "policy.json"), policy);
    }

    private PolicySource Source() => new(
        Options.Create(new FraudScoringOptions { Policy = Path.Combine(_folder.Path, "policy.json") }), TimeProvider.System, NullLogger<PolicySource>.Instance);
}
