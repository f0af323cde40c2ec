using EventAi.Contracts;
using EventAi.Embedding;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Vectors;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<EmbeddingOptions>().BindConfiguration("Embedding").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddVectors(builder.Configuration);
builder.Services.AddSingleton<ChunkIndex>();
builder.Services.AddEventBatchConsumer<DocumentChunked, EmbeddingHandler>(EmbeddingConsumers.Chunks);
builder.Services.AddEventConsumer<DocumentDeleted, DeletionHandler>(EmbeddingConsumers.Deletions);

var app = builder.Build();
app.MapServiceDefaults();
app.Run();
