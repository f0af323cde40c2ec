using System.Globalization;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Onnx;
using EventAi.Simulation;

namespace EventAi.FraudTraining.Commands;

/// <summary><c>export MODEL.json [FILE.onnx]</c>: writes a model as ONNX, loads it again as the service would, and compares the scores of simulated transactions.</summary>
internal static class ExportCommand
{
    private const int Transactions = 20_000;

    public static int Run(string modelPath, string? onnxPath)
    {
        onnxPath ??= Path.ChangeExtension(modelPath, ".onnx");
        var file = FraudModelFile.Read(modelPath);
        var model = FraudModel.Of(file);
        File.WriteAllBytes(onnxPath, OnnxExport.Write(file));
        var exported = FraudModel.Load(onnxPath);
        var features = OfflineFeatures.Of(
            [.. new TransactionGenerator(new SimulationOptions { Seed = 23 }).Take(Transactions).Select(static simulated => new LabelledTransaction(simulated.Event, (int)simulated.Scenario))]);
        var most = features.Max(row => Math.Abs(model.Score(row) - exported.Score(row)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"wrote {onnxPath} ({new FileInfo(onnxPath).Length / 1024:N0} KB): {exported.Id} {exported.Version}; scores of {Transactions:N0} simulated transactions differ by at most {most:E1}"));
        return most < 1e-9 ? 0 : 1;
    }
}
