namespace EventAi.Simulation;

/// <summary>An ISO 18245 category with its share of everyday terminals and its typical amount relative to the card's mean.</summary>
internal sealed record MerchantCategory(int Code, double Share, double AmountFactor)
{
    public static MerchantCategory Online { get; } = new(5816, 0, 0.8);

    public static MerchantCategory Jewellery { get; } = new(5944, 0.01, 3.0);

    public static MerchantCategory Electronics { get; } = new(5732, 0.04, 2.2);

    /// <summary>Categories of physical terminals; the shares add up to one.</summary>
    public static IReadOnlyList<MerchantCategory> All { get; } =
    [
        new(5411, 0.28, 0.8), // groceries
        new(5812, 0.16, 0.7), // restaurants
        new(5814, 0.10, 0.3), // fast food
        new(5541, 0.10, 1.1), // service stations
        new(5912, 0.07, 0.5), // drug stores
        new(5651, 0.07, 1.4), // clothing
        new(5311, 0.06, 1.3), // department stores
        new(4111, 0.05, 0.2), // local transport
        new(6011, 0.03, 2.0), // cash machines
        new(7011, 0.03, 2.5), // hotels
        Electronics,
        Jewellery,
    ];
}
