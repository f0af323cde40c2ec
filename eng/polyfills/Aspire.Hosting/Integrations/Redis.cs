using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Stand-in for Aspire.Hosting.Redis 13.5.4.</summary>
    public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString
    {
        public RedisResource(string name, ParameterResource password) : this(name)
        {
            PasswordParameter = password;
            ShellExecution = true;
        }

        public EndpointReference PrimaryEndpoint => new(this, "tcp");

        public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

        public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

        public ParameterResource? PasswordParameter { get; internal set; }

        public bool TlsEnabled => PrimaryEndpoint.TlsEnabled;

        public ReferenceExpression ConnectionStringExpression
        {
            get
            {
                ReferenceExpressionBuilder builder = new();
                builder.Append($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
                if (PasswordParameter is not null)
                {
                    builder.Append($",password={PasswordParameter}");
                }
                builder.Append($"{PrimaryEndpoint.GetTlsValue(ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty)}");
                return builder.Build();
            }
        }

        public ReferenceExpression UriExpression
        {
            get
            {
                ReferenceExpressionBuilder builder = new();
                builder.Append($"{PrimaryEndpoint.Property(EndpointProperty.Scheme)}://");
                if (PasswordParameter is not null)
                {
                    builder.Append($":{PasswordParameter:uri}@");
                }
                builder.Append($"{Host}:{Port}");
                return builder.Build();
            }
        }

        IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
        {
            yield return new("Host", ReferenceExpression.Create($"{Host}"));
            yield return new("Port", ReferenceExpression.Create($"{Port}"));
            if (PasswordParameter is not null)
            {
                yield return new("Password", ReferenceExpression.Create($"{PasswordParameter}"));
            }
            yield return new("Uri", UriExpression);
        }
    }
}

namespace Aspire.Hosting
{
    public static class RedisBuilderExtensions
    {
        public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port)
            => builder.AddRedis(name, port, null);

        public static IResourceBuilder<RedisResource> AddRedis(
            this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
        {
            RedisResource redis = new(name, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
            return builder.AddResource(redis)
                .WithEndpoint(port: port, targetPort: 6379, name: "tcp", scheme: "redis")
                .WithImage("library/redis", "8.6")
                .WithImageRegistry("docker.io")
                .WithIconName("Database")
                .WithEntrypoint("/bin/sh")
                .WithEnvironment(context =>
                {
                    if (redis.PasswordParameter is { } secret)
                    {
                        context.EnvironmentVariables["REDIS_PASSWORD"] = secret;
                    }
                })
                .WithArgs(context => AddArguments(context, redis));
        }

        public static IResourceBuilder<RedisResource> WithPassword(this IResourceBuilder<RedisResource> builder, IResourceBuilder<ParameterResource>? password)
        {
            builder.Resource.PasswordParameter = password?.Resource;
            return builder;
        }

        public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
        {
            builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/data", isReadOnly);
            return isReadOnly ? builder : builder.WithPersistence();
        }

        public static IResourceBuilder<RedisResource> WithDataBindMount(this IResourceBuilder<RedisResource> builder, string source, bool isReadOnly = false)
        {
            builder.WithBindMount(source, "/data", isReadOnly);
            return isReadOnly ? builder : builder.WithPersistence();
        }

        public static IResourceBuilder<RedisResource> WithPersistence(this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1)
            => builder.WithAnnotation(new PersistenceAnnotation(interval, keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);

        private static void AddArguments(CommandLineArgsCallbackContext context, RedisResource redis)
        {
            List<string> args = ["redis-server"];
            if (redis.PasswordParameter is not null)
            {
                args.AddRange(["--requirepass", "$REDIS_PASSWORD"]);
            }
            if (redis.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence))
            {
                args.AddRange(["--save", (persistence.Interval ?? TimeSpan.FromSeconds(60)).TotalSeconds.ToString(CultureInfo.InvariantCulture), persistence.KeysChangedThreshold.ToString(CultureInfo.InvariantCulture)]);
            }
            // The shell is the entry point: published, it gets one command line.
            foreach (var arg in context.ExecutionContext.IsPublishMode ? ["-c", string.Join(' ', args)] : args)
            {
                context.Args.Add(arg);
            }
        }

        private sealed class PersistenceAnnotation(TimeSpan? interval, long keysChangedThreshold) : IResourceAnnotation
        {
            public TimeSpan? Interval { get; } = interval;

            public long KeysChangedThreshold { get; } = keysChangedThreshold;
        }
    }
}
