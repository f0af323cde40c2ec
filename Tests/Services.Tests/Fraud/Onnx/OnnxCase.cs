namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>A model of one input and rows for it.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Model">The file.</param>
/// <param name="IsDouble">Of the input.</param>
/// <param name="Columns">Of the input.</param>
/// <param name="Values">Row by row.</param>
internal sealed record OnnxCase(string Name, byte[] Model, bool IsDouble, int Columns, double[] Values);
