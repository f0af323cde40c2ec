using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>
/// llama.cpp's C API (include/llama.h, release 0.5.0 as in the npm package that eng/setup/llama-cpp.sh names). The parameter structs are
/// larger here than there and opaque but for their first fields: the defaults of the library are passed back to it as they came.
/// </summary>
internal static unsafe partial class LlamaNative
{
    private const string Llama = "llama";
    private const string Ggml = "ggml";

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void LoadBackends(string folder);

    [LibraryImport(Llama, EntryPoint = "llama_backend_init")]
    public static partial void Initialize();

    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* data);

    [LibraryImport(Llama, EntryPoint = "llama_model_default_params")]
    public static partial ModelParams DefaultModelParams();

    [LibraryImport(Llama, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadModel(string path, ModelParams parameters);

    [LibraryImport(Llama, EntryPoint = "llama_model_free")]
    public static partial void FreeModel(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_size")]
    public static partial ulong ModelSize(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_get_vocab")]
    public static partial nint Vocabulary(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_embd")]
    public static partial int EmbeddingLength(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_ctx_train")]
    public static partial int TrainedContext(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_context_default_params")]
    public static partial ContextParams DefaultContextParams();

    [LibraryImport(Llama, EntryPoint = "llama_init_from_model")]
    public static partial nint NewContext(nint model, ContextParams parameters);

    [LibraryImport(Llama, EntryPoint = "llama_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_set_n_threads")]
    public static partial void SetThreads(nint context, int threads, int batchThreads);

    [LibraryImport(Llama, EntryPoint = "llama_set_embeddings")]
    public static partial void SetEmbeddings(nint context, [MarshalAs(UnmanagedType.U1)] bool embeddings);

    [LibraryImport(Llama, EntryPoint = "llama_pooling_type")]
    public static partial int Pooling(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    public static partial nint Memory(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_memory_clear")]
    public static partial void ClearMemory(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Llama, EntryPoint = "llama_batch_get_one")]
    public static partial Batch OneSequence(int* tokens, int count);

    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    public static partial int Decode(nint context, Batch batch);

    [LibraryImport(Llama, EntryPoint = "llama_get_embeddings_seq")]
    public static partial float* SequenceEmbedding(nint context, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_get_embeddings_ith")]
    public static partial float* TokenEmbedding(nint context, int index);

    [LibraryImport(Llama, EntryPoint = "llama_tokenize")]
    public static partial int Tokenize(
        nint vocabulary, byte* text, int length, int* tokens, int capacity, [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    [LibraryImport(Llama, EntryPoint = "llama_token_to_piece")]
    public static partial int Piece(nint vocabulary, int token, byte* text, int capacity, int stripSpaces, [MarshalAs(UnmanagedType.U1)] bool special);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_is_eog")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool EndsAnswer(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_chat_apply_template")]
    public static partial int ApplyTemplate(
        byte* template, ChatLine* messages, nuint count, [MarshalAs(UnmanagedType.U1)] bool addAssistant, byte* text, int capacity);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_chain_init")]
    public static partial nint NewSampler(SamplerParams parameters);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_chain_add")]
    public static partial void AddSampler(nint chain, nint sampler);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_free")]
    public static partial void FreeSampler(nint chain);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_sample")]
    public static partial int Sample(nint chain, nint context, int index);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_greedy")]
    public static partial nint Greedy();

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_dist")]
    public static partial nint Distribution(uint seed);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_top_k")]
    public static partial nint TopK(int count);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_top_p")]
    public static partial nint TopP(float share, nuint least);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_min_p")]
    public static partial nint MinP(float share, nuint least);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_temp")]
    public static partial nint Temperature(float temperature);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_penalties")]
    public static partial nint Penalties(int last, float repeat, float frequency, float presence);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_grammar", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Grammar(nint vocabulary, string grammar, string root);

    /// <summary>Says nothing: what fails is told by return values.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Silence(int level, byte* text, void* data)
    {
    }

    internal struct ModelParams
    {
        public fixed byte Opaque[512];
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ContextParams
    {
        public uint ContextTokens;
        public uint BatchTokens;
        public uint MicroBatchTokens;
        public uint Sequences;
        public fixed byte Opaque[1008];
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Batch
    {
        public int Count;
        public nint Tokens;
        public nint Embeddings;
        public nint Positions;
        public nint SequenceCounts;
        public nint Sequences;
        public nint Logits;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ChatLine
    {
        public byte* Role;
        public byte* Content;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct SamplerParams
    {
        public byte NoPerformance;
    }
}
