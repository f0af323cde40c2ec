using System.Globalization;
using System.IO.Compression;
using EventAi.Contracts;

namespace EventAi.FraudTraining.Data;

/// <summary>
/// Transactions as the Fraud Detection Handbook's simulator writes them: CSV with the columns TRANSACTION_ID, TX_DATETIME, CUSTOMER_ID,
/// TERMINAL_ID, TX_AMOUNT, TX_FRAUD and perhaps TX_FRAUD_SCENARIO, in any order, perhaps with <c>.gz</c>. Times are taken for UTC.
/// </summary>
public static class HandbookFile
{
    /// <summary>The file tells nothing of what was bought.</summary>
    private const int UnknownCategory = 0;

    /// <exception cref="InvalidDataException">A column is missing, or a line cannot be read; the message names it.</exception>
    public static IReadOnlyList<LabelledTransaction> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(content);
        var header = (reader.ReadLine() ?? throw new InvalidDataException($"{path} is empty.")).Split(',');
        var columns = header.Select(static (name, index) => (name, index)).ToDictionary(static pair => pair.name.Trim(), static pair => pair.index, StringComparer.OrdinalIgnoreCase);
        int Column(string name) => columns.TryGetValue(name, out var index) ? index : throw new InvalidDataException($"{path} has no column {name}.");
        var (id, time, card, terminal, amount, fraud) = (Column("TRANSACTION_ID"), Column("TX_DATETIME"), Column("CUSTOMER_ID"), Column("TERMINAL_ID"), Column("TX_AMOUNT"), Column("TX_FRAUD"));
        var scenario = columns.GetValueOrDefault("TX_FRAUD_SCENARIO", fraud);
        var transactions = new List<LabelledTransaction>();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            var fields = line.Split(',');
            try
            {
                var occurred = new DateTimeOffset(DateTime.Parse(fields[time], CultureInfo.InvariantCulture), TimeSpan.Zero);
                transactions.Add(new LabelledTransaction(
                    new TransactionReceived
                    {
                        EventId = Guid.Empty,
                        Timestamp = occurred,
                        TransactionId = fields[id],
                        CardId = fields[card],
                        TerminalId = fields[terminal],
                        Amount = Math.Max(0.01m, decimal.Parse(fields[amount], CultureInfo.InvariantCulture)),
                        MerchantCategoryCode = UnknownCategory,
                        IsInternational = false,
                        OccurredAt = occurred,
                    },
                    fields[fraud] == "0" ? 0 : int.Parse(fields[scenario], CultureInfo.InvariantCulture)));
            }
            catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"{path}, line {number}: {exception.Message}", exception);
            }
        }
        return [.. transactions.OrderBy(static transaction => transaction.Event.OccurredAt)];
    }
}
