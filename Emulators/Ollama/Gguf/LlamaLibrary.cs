using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>llama.cpp's shared libraries: fetched at the first need, loaded once into the process.</summary>
internal static class LlamaLibrary
{
    private static readonly Lock Gate = new();
    private static bool loaded;

    /// <summary>Fetches the libraries where they are missing; quick where they are not.</summary>
    /// <exception cref="ModelFileException">They cannot be fetched.</exception>
    public static string Fetch(OllamaOptions options, string contentRoot)
    {
        var folder = options.LlamaFolder(contentRoot);
        if (File.Exists(Path.Combine(folder, ".integrity")))
        {
            return folder;
        }

        var script = Upward(contentRoot, Path.Combine("eng", "setup", "llama-cpp.sh"))
            ?? throw new ModelFileException($"llama.cpp is not in {folder}: run eng/setup/llama-cpp.sh {folder}");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, folder]) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? folder : throw new ModelFileException(errors.Trim().ReplaceLineEndings(" "));
    }

    public static unsafe void Load(string folder)
    {
        lock (Gate)
        {
            if (loaded)
            {
                return;
            }

            try
            {
                NativeLibrary.SetDllImportResolver(typeof(LlamaNative).Assembly, (name, _, _) => NativeLibrary.Load(FileOf(folder, name)));
                NativeLibrary.Load(FileOf(folder, "ggml-base"));
                LlamaNative.SetLog(&LlamaNative.Silence, data: null);
                LlamaNative.LoadBackends(folder);
                LlamaNative.Initialize();
                loaded = true;
            }
            catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
            {
                throw new ModelFileException($"llama.cpp in {folder} cannot be loaded: {error.Message}", error);
            }
        }
    }

    /// <summary>libllama.v0.5.0.so for llama: the version stands in the name.</summary>
    private static string FileOf(string folder, string name)
        => Directory.GetFiles(folder, $"lib{name}.*so").Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new DllNotFoundException($"no lib{name} in {folder}");

    private static string? Upward(string contentRoot, string path)
    {
        foreach (var start in (string[])[contentRoot, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Path.Combine(folder.FullName, path) is var candidate && File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
