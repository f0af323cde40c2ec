using System.Text;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>A conversation as the model's own template writes it, where llama.cpp knows that template; else in ChatML.</summary>
internal static unsafe class LlamaPrompt
{
    public static string Render(string? template, IReadOnlyList<ChatMessage> messages)
        => (template is null ? null : Apply(template, messages)) ?? ChatMl(messages);

    private static string? Apply(string template, IReadOnlyList<ChatMessage> messages)
    {
        var texts = messages.SelectMany(static message => (byte[][])[Terminated(message.Role), Terminated(message.Content)]).ToArray();
        var pins = Array.ConvertAll(texts, static text => System.Runtime.InteropServices.GCHandle.Alloc(text, System.Runtime.InteropServices.GCHandleType.Pinned));
        try
        {
            var lines = new LlamaNative.ChatLine[messages.Count];
            for (var index = 0; index < lines.Length; index++)
            {
                lines[index] = new LlamaNative.ChatLine
                {
                    Role = (byte*)pins[2 * index].AddrOfPinnedObject(),
                    Content = (byte*)pins[(2 * index) + 1].AddrOfPinnedObject(),
                };
            }

            var target = new byte[(texts.Sum(static text => text.Length) * 2) + 4096];
            fixed (byte* pattern = Terminated(template))
            fixed (LlamaNative.ChatLine* first = lines)
            fixed (byte* text = target)
            {
                var length = LlamaNative.ApplyTemplate(pattern, first, (nuint)lines.Length, addAssistant: true, text, target.Length);
                return length > 0 && length <= target.Length ? Encoding.UTF8.GetString(target, 0, length) : null;
            }
        }
        finally
        {
            Array.ForEach(pins, static pin => pin.Free());
        }
    }

    private static string ChatMl(IReadOnlyList<ChatMessage> messages)
        => string.Concat(messages.Select(static message => $"<|im_start|>{message.Role}\n{message.Content}<|im_end|>\n")) + "<|im_start|>assistant\n";

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)), 0];
}
