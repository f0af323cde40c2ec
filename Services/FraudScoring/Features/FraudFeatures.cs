using System.Runtime.CompilerServices;
using EventAi.Contracts;

namespace EventAi.FraudScoring.Features;

/// <summary>The features of one transaction, by position (<see cref="FraudFeature"/>); a value without allocation.</summary>
[InlineArray(FraudFeature.Count)]
public struct FraudFeatures
{
    private static readonly int HoursOfNight = 7;

    private double _first;

    /// <summary>Features that the transaction tells by itself; those of card and terminal are zero.</summary>
    public static FraudFeatures Of(TransactionReceived transaction)
    {
        var time = transaction.OccurredAt.UtcDateTime;
        var features = default(FraudFeatures);
        features[FraudFeature.Amount] = (double)transaction.Amount;
        features[FraudFeature.MerchantCategory] = transaction.MerchantCategoryCode;
        features[FraudFeature.HourOfDay] = time.TimeOfDay.TotalHours;
        features[FraudFeature.IsInternational] = transaction.IsInternational ? 1 : 0;
        features[FraudFeature.Weekend] = time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        features[FraudFeature.Night] = time.Hour < HoursOfNight ? 1 : 0;
        return features;
    }
}
