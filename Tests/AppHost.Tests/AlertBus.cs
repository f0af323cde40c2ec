using System.Text.Json;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace EventAi.AppHost.Tests;

/// <summary>What arrives on the EventBridge bus of alerts from now on, by a rule to a queue of its own.</summary>
internal sealed class AlertBus : IDisposable
{
    private const string Name = "fraud-detection-bus";

    private readonly AmazonEventBridgeClient _events;
    private readonly AmazonSQSClient _sqs;
    private string _queue = "";

    private AlertBus(string endpoint)
    {
        var credentials = new BasicAWSCredentials("local", "local");
        _events = new AmazonEventBridgeClient(credentials, new AmazonEventBridgeConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        _sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
    }

    public static async Task<AlertBus> OpenAsync(RunningSystem system)
    {
        var bus = new AlertBus((await system.App.GetConnectionStringAsync("aws"))!);
        var name = $"alerts-{Guid.NewGuid():N}";
        bus._queue = (await bus._sqs.CreateQueueAsync(name)).QueueUrl;
        var arn = (await bus._sqs.GetQueueAttributesAsync(bus._queue, ["QueueArn"])).Attributes["QueueArn"];
        try
        {
            await bus._events.CreateEventBusAsync(new CreateEventBusRequest { Name = Name });
        }
        catch (ResourceAlreadyExistsException)
        {
            // The relay made it.
        }
        await bus._events.PutRuleAsync(new PutRuleRequest { Name = name, EventBusName = Name, EventPattern = """{"detail-type":["HighRiskTransaction"]}""" });
        await bus._events.PutTargetsAsync(new PutTargetsRequest { Rule = name, EventBusName = Name, Targets = [new Target { Id = "queue", Arn = arn }] });
        return bus;
    }

    /// <summary>The next events, ten at most; none where none arrived within a second.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReceiveAsync()
    {
        var messages = (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = _queue, MaxNumberOfMessages = 10, WaitTimeSeconds = 1 })).Messages ?? [];
        foreach (var message in messages)
        {
            await _sqs.DeleteMessageAsync(_queue, message.ReceiptHandle);
        }
        return [.. messages.Select(static message => JsonDocument.Parse(message.Body).RootElement)];
    }

    public void Dispose()
    {
        _events.Dispose();
        _sqs.Dispose();
    }
}
