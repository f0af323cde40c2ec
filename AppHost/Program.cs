using EventAi.AppHost.Resources;

var builder = DistributedApplication.CreateBuilder(args);
var backing = BackingChoice.Of(builder);

var kafka = builder.AddKafkaBroker(backing);
var redis = builder.AddRedisServer(backing);
var vault = builder.AddPersonalDataVault(backing);
var qdrant = builder.AddVectorStore(backing);
var ollama = builder.AddModelServer(backing);
var aws = builder.AddAwsEndpoint(backing);
var models = ModelNames.Of(backing);

var ingestion = builder.AddService<Projects.Ingestion>("ingestion")
    .Uses(kafka).Uses(redis).Uses(aws).Uses(vault)
    .WithEnvironment("Vectors__EmbeddingModel", models.Embedding)
    .WithEnvironment("PersonalData__Key", builder.AddPersonalDataKey());

var embedding = builder.AddService<Projects.Embedding>("embedding")
    .Uses(kafka).Uses(redis).Uses(qdrant).Uses(ollama)
    .WithEnvironment("Vectors__EmbeddingModel", models.Embedding);

var retrieval = builder.AddService<Projects.Retrieval>("retrieval")
    .Uses(kafka).Uses(redis).Uses(qdrant).Uses(ollama)
    .WithEnvironment("Vectors__EmbeddingModel", models.Embedding)
    .WithEnvironment("Retrieval__ChatModel", models.Chat);

var fraudScoring = builder.AddService<Projects.FraudScoring>("fraud-scoring")
    .Uses(kafka).Uses(redis).Uses(aws)
    .AsStaticMember();

var agents = builder.AddService<Projects.Agents>("agents")
    .Uses(ollama)
    .WithReference(retrieval)
    .WithEnvironment("Agents__ChatModel", models.Chat);

builder.AddService<Projects.Gateway>("gateway", port: 18080)
    .Uses(kafka)
    .WithReference(ingestion).WithReference(embedding).WithReference(retrieval).WithReference(fraudScoring).WithReference(agents)
    .WithExternalHttpEndpoints();

builder.Build().Run();
