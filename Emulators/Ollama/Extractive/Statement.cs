namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>A sentence of an answer and the number it cites; 0 where the text carries citations of its own.</summary>
internal sealed record Statement(string Text, int Number)
{
    public override string ToString() => Number == 0 ? Text : $"{Text} [{Number}]";
}
