using EventAi.Agents;
using EventAi.Agents.Workflow;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<AgentsOptions>().BindConfiguration("Agents").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddHttpClient("ollama", http => http.BaseAddress = EndpointConnectionString.Read(builder.Configuration, "ollama").Endpoint);
builder.Services.AddChatClient(static provider => new OllamaApiClient(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"),
        provider.GetRequiredService<IOptions<AgentsOptions>>().Value.ChatModel))
    .UseOpenTelemetry();
builder.Services.AddHttpClient<IAgent, SearchAgent>(http => http.BaseAddress = builder.Configuration.GetServiceAddress("retrieval"));
builder.Services.AddTransient<IAgent, CalculationAgent>();
builder.Services.AddTransient<Synthesis>();
builder.Services.AddTransient<AgentWorkflow>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapAgents();
app.Run();
