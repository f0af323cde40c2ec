using EventAi.Contracts;
using EventAi.Ingestion;
using EventAi.Ingestion.Chunking;
using EventAi.Ingestion.Describing;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.PersonalData;
using EventAi.Ingestion.Status;
using EventAi.Ingestion.Uploads;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

if (args is [ParserProcess.Verb, .. var document])
{
    return ParserProcess.Serve(document); // a process of its own for one document, without any of the rest
}
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<IngestionOptions>().BindConfiguration("Vectors").BindConfiguration("Ingestion").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddRedis(builder.Configuration);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddPersonalData();
builder.Services.AddStatus();
builder.Services.AddSingleton<ParserProcess>();
builder.Services.AddSingleton<DocumentParser>();
builder.Services.AddSingleton<DocumentReader>();
builder.Services.AddSingleton<Chunker>();
builder.Services.AddEventConsumer<DocumentUploaded, ParseHandler>(IngestionConsumers.Parse);
builder.Services.AddEventConsumer<DocumentUploaded, DescribeHandler>(IngestionConsumers.Describe);

var app = builder.Build();
app.MapServiceDefaults();
app.MapIngestion();
app.MapPersonalData();
app.Run();
return 0;
