using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Payload indexes, to and from the wire.</summary>
internal static class FieldIndexes
{
    public static FieldIndexDefinition ToDefinition(Wire.CreateFieldIndexCollection request)
        => new(request.FieldName, ToType(request), request.FieldIndexParams?.ToByteArray() ?? [])
        {
            Lookup = request.FieldIndexParams?.IntegerIndexParams is not { HasLookup: true } integer || integer.Lookup,
            Range = request.FieldIndexParams?.IntegerIndexParams is not { HasRange: true } ranged || ranged.Range,
            Text = request.FieldIndexParams?.TextIndexParams is { } text ? ToText(text) : TextOptions.Default,
        };

    public static Wire.PayloadSchemaInfo ToSchema(FieldIndexDefinition index, int points)
        => new()
        {
            DataType = (Wire.PayloadSchemaType)index.Type, // the numbers are the same
            Points = (ulong)points,
            Params = index.Description.Length == 0 ? null : Wire.PayloadIndexParams.Parser.ParseFrom(index.Description),
        };

    private static FieldIndexType ToType(Wire.CreateFieldIndexCollection request)
        => (request.HasFieldType, request.FieldIndexParams?.IndexParamsCase ?? Wire.PayloadIndexParams.IndexParamsOneofCase.None) switch
        {
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.KeywordIndexParams) => FieldIndexType.Keyword,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.IntegerIndexParams) => FieldIndexType.Integer,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.FloatIndexParams) => FieldIndexType.Float,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.GeoIndexParams) => FieldIndexType.Geo,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.TextIndexParams) => FieldIndexType.Text,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.BoolIndexParams) => FieldIndexType.Bool,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.DatetimeIndexParams) => FieldIndexType.Datetime,
            (_, Wire.PayloadIndexParams.IndexParamsOneofCase.UuidIndexParams) => FieldIndexType.Uuid,
            (false, _) => throw StoreException.Malformed("field type is missing"),
            _ => Enum.IsDefined(request.FieldType) ? (FieldIndexType)(request.FieldType + 1) : throw StoreException.Malformed("Malformed payload schema"),
        };

    private static TextOptions ToText(Wire.TextIndexParams text)
    {
        if (text.Stemmer?.StemmingParamsCase == Wire.StemmingAlgorithm.StemmingParamsOneofCase.Snowball)
        {
            throw StoreException.Unsupported("Stemming in a full-text index");
        }
        var options = TextOptions.Default with
        {
            Tokenizer = text.Tokenizer switch
            {
                Wire.TokenizerType.Prefix => TextTokenizer.Prefix,
                Wire.TokenizerType.Whitespace => TextTokenizer.Whitespace,
                Wire.TokenizerType.Multilingual => TextTokenizer.Multilingual,
                _ => TextTokenizer.Word,
            },
            Lowercase = !text.HasLowercase || text.Lowercase,
            MinLength = text.HasMinTokenLen ? (int)Math.Min(text.MinTokenLen, int.MaxValue) : 0,
            MaxLength = text.HasMaxTokenLen ? (int)Math.Min(text.MaxTokenLen, int.MaxValue) : int.MaxValue,
            AsciiFolding = text.AsciiFolding,
            Phrases = text.PhraseMatching,
            StopWords = [.. text.Stopwords?.Languages.SelectMany(StopWords.Of) ?? [], .. text.Stopwords?.Custom ?? []],
        };
        return options.MinLength > options.MaxLength
            ? throw StoreException.Validation("min_token_len", "min_token_len should be less than or equal to max_token_len")
            : options;
    }
}
