using System.Text.Json.Nodes;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>AddPermission: adds a statement to the queue's policy, which is kept and answered and has no effect: there is one account.</summary>
internal sealed class AddPermission() : SqsAction<AddPermission.Input, EmptyOutput>(SqsJson.Default.AddPermissionInput, SqsJson.Default.EmptyOutput)
{
    private const int MostStatements = 20;

    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        var label = request.Label is { Length: > 0 and <= 80 } given && given.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? given
            : throw SqsErrors.InvalidParameter("Label", request.Label ?? "", "Label must be alphanumeric, at most 80 characters.");
        if (request.AWSAccountIds is not { Count: > 0 } accounts || request.Actions is not { Count: > 0 } actions)
        {
            throw SqsErrors.MissingParameter(request.AWSAccountIds is { Count: > 0 } ? "Actions" : "AWSAccountIds");
        }
        var policy = QueuePolicy.Read(queue);
        if (policy.Statements.Any(statement => QueuePolicy.LabelOf(statement) == label))
        {
            throw SqsErrors.InvalidParameter("Label", label, "Already exists.");
        }
        if (policy.Statements.Count >= MostStatements)
        {
            throw SqsErrors.OverLimit($"{policy.Statements.Count + 1} statements were found, maximum allowed is {MostStatements}");
        }
        policy.Statements.Add(new JsonObject
        {
            ["Sid"] = label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = QueuePolicy.OneOrMany(accounts.Select(static account => $"arn:aws:iam::{account}:root")) },
            ["Action"] = QueuePolicy.OneOrMany(actions.Select(static action => $"SQS:{action}")),
            ["Resource"] = queue.Arn,
        });
        policy.Save(call.State, queue);
        return EmptyOutput.Done;
    }

    internal sealed record Input(string? QueueUrl, string? Label, List<string>? AWSAccountIds, List<string>? Actions);
}
