using EventAi.FraudScoring;
using EventAi.FraudScoring.Cases;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Drift;
using EventAi.FraudScoring.Features;
using EventAi.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<FraudScoringOptions>().BindConfiguration("FraudScoring").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddSingleton<FraudState>();
builder.Services.AddSingleton<FeatureEngine>();
builder.Services.AddSingleton<PolicySource>();
builder.Services.AddHostedService(static provider => provider.GetRequiredService<PolicySource>());
builder.Services.AddSingleton<DriftMonitor>();
builder.Services.AddSingleton<CaseStore>();
builder.Services.AddSingleton<FraudScoringMetrics>();
builder.Services.AddFraudScoringConsumers(builder.Configuration);

var app = builder.Build();
app.MapServiceDefaults();
app.MapFraudScoring();
app.Run();
