using EventAi.Contracts;
using EventAi.Gateway.Alerts;
using EventAi.Gateway.Forwarding;
using EventAi.Gateway.Labels;
using EventAi.Gateway.Status;
using EventAi.Gateway.Transactions;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton<AlertFeed>();
builder.Services.AddEventConsumer<HighRiskTransaction, AlertHandler>(new() { Group = "gateway" });
builder.Services.AddForwarding(builder.Configuration);
builder.Services.AddSingleton<SystemStatus>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapStatusPage();
app.MapTransactions();
app.MapAlerts();
app.MapLabels();
app.MapForwarding();
app.Run();
