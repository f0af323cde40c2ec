using EventAi.FraudTraining.Data;

namespace EventAi.FraudTraining.Protocol;

/// <summary>
/// The handbook's prequential split (chapter 5): a week of training, a week until its frauds are known, a week of test. Cards known to be compromised
/// are out of the test: those with a fraud in the training week, and on test day d those with a fraud up to the day of the delay week before d.
/// </summary>
/// <param name="Training">Positions of training rows.</param>
/// <param name="Test">Positions of test rows.</param>
public sealed record Split(IReadOnlyList<int> Training, IReadOnlyList<int> Test)
{
    public const int TrainingDays = 7;
    public const int DelayDays = 7;
    public const int TestDays = 7;

    public static Split From(IReadOnlyList<LabelledTransaction> transactions, DateOnly trainFrom)
    {
        var byDay = transactions.Select(static (transaction, position) => (Day: DayOf(transaction), position))
            .GroupBy(static row => row.Day, static row => row.position)
            .ToDictionary(static day => day.Key, static day => day.ToArray());
        int[] On(int day) => byDay.GetValueOrDefault(day, []);
        IEnumerable<string> Compromised(int day) => On(day).Where(position => transactions[position].IsFraud).Select(position => transactions[position].Event.CardId);
        var first = trainFrom.DayNumber;
        var known = Enumerable.Range(first, TrainingDays).SelectMany(Compromised).ToHashSet(StringComparer.Ordinal);
        var test = new List<int>();
        for (var day = 0; day < TestDays; day++)
        {
            known.UnionWith(Compromised(first + TrainingDays + day - 1));
            test.AddRange(On(first + TrainingDays + DelayDays + day).Where(position => !known.Contains(transactions[position].Event.CardId)));
        }
        return new Split([.. Enumerable.Range(first, TrainingDays).SelectMany(On)], test);
    }

    public static int DayOf(LabelledTransaction transaction) => DateOnly.FromDateTime(transaction.Event.OccurredAt.UtcDateTime).DayNumber;
}
