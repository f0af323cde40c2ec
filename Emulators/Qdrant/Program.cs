using EventAi.Emulators.Qdrant;

return await QdrantCommand.RunAsync(args);
