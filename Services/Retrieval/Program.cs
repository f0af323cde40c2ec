using EventAi.Retrieval;
using EventAi.Retrieval.Answers;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Conversations;
using EventAi.Retrieval.Feedback;
using EventAi.Retrieval.Search;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<RetrievalOptions>().BindConfiguration("Retrieval").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddVectors(builder.Configuration);
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddChatClient(static provider => new OllamaApiClient(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"),
        provider.GetRequiredService<IOptions<RetrievalOptions>>().Value.ChatModel))
    .UseOpenTelemetry();
builder.Services.AddSearch();
builder.Services.AddCaching();
builder.Services.AddAnswers();

var app = builder.Build();
app.MapServiceDefaults();
app.MapSearch();
app.MapAsk();
app.MapConversations();
app.MapFeedback();
app.MapCaches();
app.Run();
