namespace Microsoft.Extensions.AI;

/// <summary>What both builders do: build the innermost client, then wrap it from the last step to the first.</summary>
internal sealed class ClientPipeline<TClient>(Func<IServiceProvider, TClient> innermost)
    where TClient : class
{
    private readonly List<Func<TClient, IServiceProvider, TClient>> steps = [];

    public void Add(Func<TClient, IServiceProvider, TClient> step) => steps.Add(step);

    public TClient Build(IServiceProvider? services)
    {
        var provider = services ?? NoServices.Instance;
        var client = innermost(provider);
        for (var index = steps.Count - 1; index >= 0; index--)
        {
            client = steps[index](client, provider)
                ?? throw new InvalidOperationException($"Step {index} of the pipeline returned null instead of a {typeof(TClient).Name}.");
        }

        return client;
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
