using EventAi.ServiceDefaults;
using StackExchange.Redis;

namespace EventAi.Ingestion.PersonalData;

/// <summary>
/// What the tokens stand for, encrypted, in a store of its own (connection string <c>vault</c>): a hash per tenant, <c>personal-data:{tenant}</c>,
/// from token to sealed value. Nothing else is there, and nothing but this service has its address.
/// </summary>
public sealed class PersonalDataVault : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;
    private readonly PersonalDataKeys _keys;

    public PersonalDataVault(IConfiguration configuration, PersonalDataKeys keys)
        : this(ConnectionMultiplexer.Connect($"{configuration.GetRequiredConnectionString("vault")},abortConnect=false"), keys)
    {
    }

    public PersonalDataVault(ConnectionMultiplexer connection, PersonalDataKeys keys) => (_connection, _keys) = (connection, keys);

    /// <summary>Keeps what is not kept yet; done when the store has acknowledged it.</summary>
    public Task KeepAsync(string tenant, IReadOnlyDictionary<string, string> valuesByToken)
    {
        var database = _connection.GetDatabase();
        return Task.WhenAll(valuesByToken.Select(pair => database.HashSetAsync(Key(tenant), pair.Key, _keys.Encrypt(tenant, pair.Key, pair.Value), When.NotExists)));
    }

    /// <summary>What a token stands for; null where it is not known, or was kept with another key.</summary>
    public async Task<string?> FindAsync(string tenant, string token)
    {
        var kept = await _connection.GetDatabase().HashGetAsync(Key(tenant), token);
        return kept.IsNull ? null : _keys.Decrypt(tenant, token, (byte[])kept!);
    }

    public Task PingAsync() => _connection.GetDatabase().PingAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static RedisKey Key(string tenant) => $"personal-data:{tenant}";
}
