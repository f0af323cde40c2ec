using EventAi.Contracts;
using EventAi.Simulation;

namespace EventAi.Services.Tests.Fraud;

public class TransactionGeneratorTests
{
    [Fact]
    public void Take_SameSeed_GivesTheSameTransactions()
        => Assert.Equal(new TransactionGenerator(new SimulationOptions { Seed = 5 }).Take(2000), new TransactionGenerator(new SimulationOptions { Seed = 5 }).Take(2000));

    [Fact]
    public void Take_AnotherSeed_GivesOthers()
        => Assert.NotEqual(new TransactionGenerator(new SimulationOptions { Seed = 5 }).Take(10), new TransactionGenerator(new SimulationOptions { Seed = 6 }).Take(10));

    [Fact]
    public void Take_ManyTransactions_AreValidInOrderAndHoldAllScenarios()
    {
        var transactions = new TransactionGenerator(new SimulationOptions { Seed = 7 }).Take(50_000).ToArray();

        Assert.All(transactions, static transaction => Assert.Null(EventSchema<TransactionReceived>.Violation(transaction.Event)));
        Assert.Equal(transactions.Length, transactions.Select(static transaction => transaction.Event.TransactionId).Distinct().Count());
        Assert.Equal(transactions.Select(static transaction => transaction.Event.OccurredAt).Order(), transactions.Select(static transaction => transaction.Event.OccurredAt));
        Assert.Equal(4, transactions.Select(static transaction => transaction.Scenario).Distinct().Count());
        Assert.InRange(transactions.Count(static transaction => transaction.IsFraud) / 50_000.0, 0.005, 0.04);
    }
}
