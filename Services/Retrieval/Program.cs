using EventAi.Retrieval;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<RetrievalOptions>().BindConfiguration("Retrieval").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddVectors(builder.Configuration);
builder.Services.AddChatClient(static provider => new OllamaApiClient(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"),
        provider.GetRequiredService<IOptions<RetrievalOptions>>().Value.ChatModel))
    .UseOpenTelemetry();
builder.Services.AddSingleton<ChunkSearch>();
builder.Services.AddSingleton<Answerer>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapRetrieval();
app.Run();
