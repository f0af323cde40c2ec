using System.Text.Json.Serialization;

namespace EventAi.FraudScoring.Cases;

/// <summary>How far a case is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseState>))]
public enum CaseState
{
    /// <summary>Nobody has looked at it.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Somebody is on it.</summary>
    [JsonStringEnumMemberName("acknowledged")]
    Acknowledged,

    /// <summary>Labelled a fraud.</summary>
    [JsonStringEnumMemberName("fraud")]
    Fraud,

    /// <summary>Labelled genuine: a false alarm.</summary>
    [JsonStringEnumMemberName("genuine")]
    Genuine,
}
