using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<FraudScoringOptions>().BindConfiguration("FraudScoring").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddSingleton<CardActivity>();
builder.Services.AddSingleton<FraudScoringMetrics>();
builder.Services.AddSingleton(provider => FraudModel.Load(
    Path.Combine(AppContext.BaseDirectory, provider.GetRequiredService<IOptions<FraudScoringOptions>>().Value.Model)));
builder.Services.AddEventBatchConsumer<TransactionReceived, FraudScoringHandler>(FraudScoringConsumer.Options(builder.Configuration));

var app = builder.Build();
app.MapServiceDefaults();
app.MapFraudScoring();
app.Run();
