using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudScoring.Decisions;

/// <summary>A policy file with its models, ready to decide. Never changes: a batch is decided by one policy.</summary>
public sealed class FraudPolicy
{
    /// <summary>The reason of an alert by a score that the model does not explain.</summary>
    public const string ByScore = "model:score";

    private readonly FrozenSet<string> _blockedCards;
    private readonly FrozenSet<string> _blockedTerminals;

    public FraudPolicy(PolicyFile file, FraudModel champion, FraudModel? challenger = null)
    {
        (File, Champion, Challenger) = (file, champion, challenger);
        _blockedCards = file.BlockedCards.ToFrozenSet(StringComparer.Ordinal);
        _blockedTerminals = file.BlockedTerminals.ToFrozenSet(StringComparer.Ordinal);
    }

    public PolicyFile File { get; }

    public FraudModel Champion { get; }

    public FraudModel? Challenger { get; }

    /// <exception cref="InvalidDataException">The policy or one of its models is missing or wrong; the message says what.</exception>
    public static FraudPolicy Load(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), PolicyJson.Default.PolicyFile) ?? throw new InvalidDataException($"{path} holds no policy.");
            Check(file, path);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return new FraudPolicy(
                file,
                FraudModel.Load(Path.Combine(folder, file.Champion)),
                file.Challenger is null ? null : FraudModel.Load(Path.Combine(folder, file.Challenger)));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>The model that decides for a card, and the one in the shadow. A card's model is its own: the same card, the same model.</summary>
    public (FraudModel Deciding, FraudModel? Shadow) ModelsFor(string cardId)
        => Challenger is not null && File.CanaryPercent > 0 && Hash(cardId) % 100 < File.CanaryPercent ? (Challenger, Champion) : (Champion, Challenger);

    /// <summary>Why a transaction raises an alert, rules first; empty where it raises none.</summary>
    public IReadOnlyList<string> Decide(TransactionReceived transaction, in FraudFeatures features, double score, FraudModel model)
    {
        var byScore = score >= File.Threshold;
        var byRule = transaction.Amount >= File.AmountLimit || features[FraudFeature.Velocity] >= File.VelocityLimit
            || _blockedCards.Contains(transaction.CardId) || _blockedTerminals.Contains(transaction.TerminalId);
        if (!byScore && !byRule)
        {
            return [];
        }
        string[] reasons = [.. byRule ? Rules(transaction, features) : [], .. model.Reasons(features)];
        return reasons.Length > 0 ? reasons : [ByScore];
    }

    private IEnumerable<string> Rules(TransactionReceived transaction, FraudFeatures features)
    {
        if (_blockedCards.Contains(transaction.CardId))
        {
            yield return "rule:blocked_card";
        }
        if (_blockedTerminals.Contains(transaction.TerminalId))
        {
            yield return "rule:blocked_terminal";
        }
        if (transaction.Amount >= File.AmountLimit)
        {
            yield return "rule:amount_limit";
        }
        if (features[FraudFeature.Velocity] >= File.VelocityLimit)
        {
            yield return "rule:velocity_limit";
        }
    }

    private static void Check(PolicyFile file, string path)
    {
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(file, new ValidationContext(file), wrong, validateAllProperties: true))
        {
            throw new InvalidDataException($"{path}: {string.Join(' ', wrong.Select(static result => result.ErrorMessage))}");
        }
        if (file is { CanaryPercent: > 0, Challenger: null })
        {
            throw new InvalidDataException($"{path}: canaryPercent without a challenger.");
        }
    }

    /// <summary>FNV-1a over UTF-16: the same in every process.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 16777619;
        }
        return hash ^ (hash >> 15);
    }
}
