using EventAi.Contracts;

namespace EventAi.FraudScoring;

/// <summary>The five features of a transaction, as the model sees them.</summary>
/// <param name="Amount">In the card's currency.</param>
/// <param name="MerchantCategoryCode">ISO 18245.</param>
/// <param name="HourOfDay">0 to 24 with fraction, UTC.</param>
/// <param name="IsInternational">Terminal in another country than the card's.</param>
/// <param name="Velocity">Transactions of the card in the hour that ends with this one, this one included.</param>
public readonly record struct FraudFeatures(double Amount, int MerchantCategoryCode, double HourOfDay, bool IsInternational, long Velocity)
{
    public static FraudFeatures Of(TransactionReceived transaction, long velocity) => new(
        (double)transaction.Amount,
        transaction.MerchantCategoryCode,
        transaction.OccurredAt.UtcDateTime.TimeOfDay.TotalHours,
        transaction.IsInternational,
        velocity);
}
