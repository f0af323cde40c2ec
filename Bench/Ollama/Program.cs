using EventAi.Bench.Ollama.Calibration;

await Calibrator.RunAsync(args[1]);
