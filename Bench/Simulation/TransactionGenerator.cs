using EventAi.Contracts;

namespace EventAi.Simulation;

/// <summary>
/// Card transactions with habits and three kinds of fraud, in order of time, from a seed. Cards buy near their home, by day,
/// around their own mean; frauds break one habit each (<see cref="FraudScenario"/>).
/// </summary>
public sealed class TransactionGenerator
{
    private const double NearbyRadius = 0.15;

    private readonly SimulationOptions _options;
    private readonly Random _random;
    private readonly SimulatedTerminal[] _terminals;
    private readonly SimulatedCard[] _cards;
    private readonly PriorityQueue<(SimulatedCard Card, bool Stolen), (long Ticks, long Order)> _next = new();
    private DateTimeOffset _day;
    private long _order;
    private long _count;

    public TransactionGenerator(SimulationOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _terminals = [.. Enumerable.Range(0, options.Terminals).Select(NewTerminal)];
        _cards = [.. Enumerable.Range(0, options.Cards).Select(NewCard)];
        BeginDay(options.Start);
        _day = options.Start.AddDays(1);
        foreach (var card in _cards)
        {
            Schedule(card, NextPurchase(card, options.Start), stolen: false);
        }
    }

    /// <summary>The next <paramref name="count"/> transactions; call again to go on where the last call ended.</summary>
    public IEnumerable<SimulatedTransaction> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Next();
        }
    }

    private SimulatedTransaction Next()
    {
        _next.TryDequeue(out var purchase, out var priority);
        var time = new DateTimeOffset(priority.Ticks, TimeSpan.Zero);
        while (_day <= time.AddDays(1)) // a day ahead, so that nothing is scheduled in the past
        {
            BeginDay(_day);
            _day = _day.AddDays(1);
        }
        if (purchase.Stolen)
        {
            return Steal(purchase.Card, time);
        }
        Schedule(purchase.Card, NextPurchase(purchase.Card, time), stolen: false);
        return Buy(purchase.Card, time);
    }

    private SimulatedTransaction Buy(SimulatedCard card, DateTimeOffset time)
    {
        var terminal = Pick(card.Nearby);
        if (_random.NextDouble() < _options.UnusualAmountRate)
        {
            var category = _random.NextDouble() < 0.5 ? MerchantCategory.Jewellery : MerchantCategory.Electronics;
            var amount = card.MeanAmount * (8 + (_random.NextDouble() * 12));
            return Transaction(card, Pick(_terminals).Id, amount, category.Code, isInternational: _random.NextDouble() < 0.3, time, FraudScenario.UnusualAmount);
        }
        var usual = Math.Exp(Normal() * 0.6) * card.MeanAmount * terminal.Category.AmountFactor;
        if (terminal.CompromisedUntil > time && _random.NextDouble() < 0.95)
        {
            return Transaction(card, terminal.Id, usual * 1.8, terminal.Category.Code, isInternational: false, time, FraudScenario.CompromisedTerminal);
        }
        var abroad = _random.NextDouble() < card.AbroadShare;
        var online = _random.NextDouble() < 0.12;
        return Transaction(card, terminal.Id, usual, online ? MerchantCategory.Online.Code : terminal.Category.Code, abroad, time, FraudScenario.Genuine);
    }

    private SimulatedTransaction Steal(SimulatedCard card, DateTimeOffset time)
    {
        var amount = card.MeanAmount * (1 + (_random.NextDouble() * 4));
        var code = _random.NextDouble() < 0.7 ? MerchantCategory.Online.Code : MerchantCategory.Electronics.Code;
        return Transaction(card, Pick(_terminals).Id, amount, code, isInternational: _random.NextDouble() < 0.8, time, FraudScenario.LeakedCard);
    }

    private SimulatedTransaction Transaction(SimulatedCard card, string terminal, double amount, int category, bool isInternational, DateTimeOffset time, FraudScenario scenario)
    {
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        var transaction = new TransactionReceived
        {
            EventId = new Guid(id),
            Timestamp = time,
            TransactionId = $"tx-{_options.Seed}-{++_count}",
            CardId = card.Id,
            TerminalId = terminal,
            Amount = Math.Clamp(decimal.Round((decimal)amount, 2), 0.5m, 50_000m),
            MerchantCategoryCode = category,
            IsInternational = isInternational,
            OccurredAt = time,
        };
        return new SimulatedTransaction(transaction, scenario);
    }

    private void BeginDay(DateTimeOffset day)
    {
        foreach (var terminal in _terminals)
        {
            if (_random.NextDouble() < _options.CompromisedTerminalRate)
            {
                terminal.CompromisedUntil = day.AddDays(14 + (_random.NextDouble() * 14));
            }
        }
        foreach (var card in _cards)
        {
            if (_random.NextDouble() < _options.LeakedCardRate)
            {
                Leak(card, day.AddHours(_random.NextDouble() * 24));
            }
        }
    }

    private void Leak(SimulatedCard card, DateTimeOffset begin)
    {
        var time = begin;
        for (var left = _random.Next(5, 14); left > 0; left--)
        {
            time = time.AddMinutes(0.5 + (_random.NextDouble() * 12));
            Schedule(card, time, stolen: true);
        }
    }

    private void Schedule(SimulatedCard card, DateTimeOffset time, bool stolen)
        // Whole milliseconds: what the event's text carries is what the simulation reckoned with.
        => _next.Enqueue((card, stolen), (time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), _order++));

    /// <summary>Exponential gaps, thinned by night: most holders sleep between midnight and six.</summary>
    private DateTimeOffset NextPurchase(SimulatedCard card, DateTimeOffset after)
    {
        var time = after;
        while (true)
        {
            time = time.AddDays(-Math.Log(1 - _random.NextDouble()) / card.PerDay);
            if (time.Hour >= 6 || _random.NextDouble() < card.NightShare)
            {
                return time;
            }
        }
    }

    private SimulatedTerminal NewTerminal(int number)
    {
        var (x, y) = (_random.NextDouble(), _random.NextDouble());
        var rest = _random.NextDouble();
        var category = MerchantCategory.All.FirstOrDefault(candidate => (rest -= candidate.Share) < 0) ?? MerchantCategory.All[0];
        return new SimulatedTerminal($"terminal-{number}", x, y, category);
    }

    private SimulatedCard NewCard(int number)
    {
        var (x, y) = (_random.NextDouble(), _random.NextDouble());
        var nearby = _terminals.Where(terminal => Math.Pow(terminal.X - x, 2) + Math.Pow(terminal.Y - y, 2) < NearbyRadius * NearbyRadius).ToArray();
        return new SimulatedCard(
            $"card-{number}",
            MeanAmount: 10 + Math.Exp(3 + (Normal() * 0.6)),
            PerDay: 0.5 + (_random.NextDouble() * 4),
            AbroadShare: _random.NextDouble() < 0.1 ? 0.3 : 0.01,
            NightShare: 0.05 + (_random.NextDouble() * 0.1),
            Nearby: nearby.Length > 0 ? nearby : [_terminals[_random.Next(_terminals.Length)]]);
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    /// <summary>Standard normal, Box and Muller.</summary>
    private double Normal()
        => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
