// Stands in for Microsoft.Extensions.AI 10.11.0: the builder methods the application uses, with the same names and behaviour.
namespace Microsoft.Extensions.AI;

/// <summary>A pipeline of <see cref="IChatClient"/>s around an inner one; the first one added is the outermost.</summary>
public sealed class ChatClientBuilder
{
    private readonly ClientPipeline<IChatClient> pipeline;

    public ChatClientBuilder(IChatClient innerClient)
    {
        ArgumentNullException.ThrowIfNull(innerClient);
        pipeline = new(_ => innerClient);
    }

    public ChatClientBuilder(Func<IServiceProvider, IChatClient> innerClientFactory)
    {
        ArgumentNullException.ThrowIfNull(innerClientFactory);
        pipeline = new(innerClientFactory);
    }

    public IChatClient Build(IServiceProvider? services = null) => pipeline.Build(services);

    public ChatClientBuilder Use(Func<IChatClient, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        return Use((inner, _) => clientFactory(inner));
    }

    public ChatClientBuilder Use(Func<IChatClient, IServiceProvider, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        pipeline.Add(clientFactory);
        return this;
    }
}

public static class ChatClientBuilderChatClientExtensions
{
    public static ChatClientBuilder AsBuilder(this IChatClient innerClient) => new(innerClient);
}
