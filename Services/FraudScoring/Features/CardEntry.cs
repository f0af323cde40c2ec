using EventAi.Contracts;

namespace EventAi.FraudScoring.Features;

/// <summary>One transaction in a card's window.</summary>
/// <param name="Time">Event time, milliseconds of the Unix epoch.</param>
/// <param name="Amount">Thousandths of the card's currency: sums of whole numbers do not depend on their order.</param>
/// <param name="Partition">Partition of the record.</param>
/// <param name="Offset">Offset of the record: what stands behind a record in its partition does not count for it.</param>
public readonly record struct CardEntry(long Time, long Amount, int Partition, long Offset) : IComparable<CardEntry>
{
    public const int AmountScale = 1000;

    public static CardEntry Of(TransactionReceived transaction, int partition, long offset) => new(
        transaction.OccurredAt.ToUnixTimeMilliseconds(), (long)decimal.Round(transaction.Amount * AmountScale), partition, offset);

    public int CompareTo(CardEntry other)
    {
        var order = Time.CompareTo(other.Time);
        order = order != 0 ? order : Partition.CompareTo(other.Partition);
        return order != 0 ? order : Offset.CompareTo(other.Offset);
    }

    public static bool operator <(CardEntry left, CardEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(CardEntry left, CardEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(CardEntry left, CardEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CardEntry left, CardEntry right) => left.CompareTo(right) >= 0;
}
