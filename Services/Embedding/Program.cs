using EventAi.Contracts;
using EventAi.Embedding;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Vectors;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<EmbeddingOptions>().BindConfiguration("Embedding").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddVectors(builder.Configuration);
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddSingleton<EmbeddingModels>();
builder.Services.AddSingleton<EmbeddingBatcher>();
builder.Services.AddSingleton<VectorCache>();
builder.Services.AddSingleton<ChunkEmbedder>();
builder.Services.AddSingleton<IndexTargets>();
builder.Services.AddSingleton<ChunkIndex>();
builder.Services.AddSingleton<DescriptionStore>();
builder.Services.AddHostedService<Reembedding>();
builder.Services.AddEventBatchConsumer<DocumentChunked, EmbeddingHandler>(EmbeddingConsumers.Chunks);
builder.Services.AddEventConsumer<DocumentDescribed, DescriptionHandler>(EmbeddingConsumers.Descriptions);
builder.Services.AddEventConsumer<DocumentDeleted, DeletionHandler>(EmbeddingConsumers.Deletions);

var app = builder.Build();
app.MapServiceDefaults();
app.Run();
