using EventAi.Contracts;
using EventAi.Ingestion;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.Status;
using EventAi.Ingestion.Uploads;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<IngestionOptions>().BindConfiguration("Ingestion").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddSingleton<DocumentStatusStore>();
builder.Services.AddSingleton<DocumentParser>();
builder.Services.AddSingleton<Chunker>();
builder.Services.AddEventConsumer<DocumentUploaded, ParseHandler>(IngestionConsumers.Parse);
builder.Services.AddEventConsumer<DocumentIndexed, StatusHandler>(IngestionConsumers.Status);
builder.Services.AddEventConsumer<DocumentFailed, StatusHandler>(IngestionConsumers.Status);

var app = builder.Build();
app.MapServiceDefaults();
app.MapIngestion();
app.Run();
