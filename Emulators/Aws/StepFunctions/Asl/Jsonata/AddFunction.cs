namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

internal delegate void AddFunction(string name, string signature, FunctionBody body);
