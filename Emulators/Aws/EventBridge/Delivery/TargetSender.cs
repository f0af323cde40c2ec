using System.Text;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.StepFunctions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.Tasks;

namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>Hands an event to a target: a queue, a state machine, another bus, or an API destination.</summary>
internal sealed class TargetSender(EventsState state, Loopback loopback, Lazy<StatesService> states, ConnectionCredentials connections) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <returns>Why a target cannot be one; null where it can.</returns>
    public static string? Refusal(string arn) => arn.Split(':') switch
    {
        [_, _, "sqs", _, _, _] => null,
        [_, _, "states", _, _, "stateMachine", ..] => null,
        [_, _, "events", _, _, var resource] when resource.StartsWith("event-bus/", StringComparison.Ordinal) || resource.StartsWith("api-destination/", StringComparison.Ordinal) => null,
        _ => $"Targets of this kind are not emulated: {arn}",
    };

    /// <exception cref="DeliveryFailure">It does not take the event.</exception>
    public Task SendAsync(Json target, string body, string region, string id, CancellationToken cancellationToken)
    {
        var arn = target["Arn"]!.AsString()!;
        var parts = arn.Split(':');
        return parts[2] switch
        {
            "sqs" => SendToQueueAsync(arn, body, target["SqsParameters"]?["MessageGroupId"]?.AsString(), id, [], cancellationToken),
            "states" => StartAsync(arn, body, id, cancellationToken),
            _ when parts[5].StartsWith("event-bus/", StringComparison.Ordinal) => ForwardAsync(parts[3], parts[5]["event-bus/".Length..], body),
            _ => InvokeAsync(target, parts[5].Split('/')[1], region, body, cancellationToken),
        };
    }

    public async Task SendToQueueAsync(string arn, string body, string? group, string id, JsonObject attributes, CancellationToken cancellationToken)
    {
        var parts = arn.Split(':');
        var request = new JsonObject { { "QueueUrl", new Uri(loopback.Address!, $"/{parts[4]}/{parts[5]}").AbsoluteUri }, { "MessageBody", body }, { "MessageGroupId", group } };
        request.Add("MessageDeduplicationId", group is null ? null : id);
        request.Add("MessageAttributes", attributes.Count > 0 ? attributes : null);
        var (response, content) = await loopback.SendAsync(
            HttpMethod.Post, "/", "sqs", parts[3], [("X-Amz-Target", "AmazonSQS.SendMessage"), ("Content-Type", "application/x-amz-json-1.0")], Encoding.UTF8.GetBytes(request.Text), cancellationToken);
        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                var error = Json.TryParse(Encoding.UTF8.GetString(content), out var parsed) ? parsed : new JsonObject();
                throw new DeliveryFailure(error["__type"]?.AsString()?.Split('#')[^1] ?? "SDK_CLIENT_ERROR", error["message"]?.AsString() ?? response.ReasonPhrase ?? "", (int)response.StatusCode < 500);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task StartAsync(string arn, string body, string id, CancellationToken cancellationToken)
    {
        try
        {
            // Named after the delivery: one that is made twice starts one execution.
            var request = new JsonObject { { "stateMachineArn", arn }, { "name", new Guid(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(id)).AsSpan(0, 16)).ToString() }, { "input", body } };
            await states.Value.InvokeAsync("StartExecution", arn.Split(':')[3], request, cancellationToken);
        }
        catch (AwsException exception) when (exception.Code == "ExecutionAlreadyExists")
        {
            // Started before.
        }
        catch (AwsException exception)
        {
            throw new DeliveryFailure(exception.Code, exception.Message, isPermanent: true);
        }
    }

    private Task ForwardAsync(string region, string bus, string body)
    {
        if (state.Bus(region, bus) is null || !Json.TryParse(body, out var happened) || happened is not JsonObject members)
        {
            throw new DeliveryFailure("NO_RESOURCE", $"Event bus {bus} does not exist.", isPermanent: true);
        }
        state.Publish(region, bus, members);
        return Task.CompletedTask;
    }

    private async Task InvokeAsync(Json target, string name, string region, string body, CancellationToken cancellationToken)
    {
        var destination = state.Documents.Get("destination", EventsState.Key(region, name)) ?? throw new DeliveryFailure("NO_RESOURCE", $"An api-destination '{name}' does not exist.", isPermanent: true);
        var address = destination["InvocationEndpoint"]!.AsString()!;
        var parameters = target["HttpParameters"];
        foreach (var value in parameters?["PathParameterValues"] as JsonArray ?? [])
        {
            var star = address.IndexOf('*');
            address = star < 0 ? address : string.Concat(address.AsSpan(0, star), Uri.EscapeDataString(value.AsString() ?? ""), address.AsSpan(star + 1));
        }
        foreach (var (query, value) in parameters?["QueryStringParameters"] as JsonObject ?? [])
        {
            address += $"{(address.Contains('?') ? '&' : '?')}{Uri.EscapeDataString(query)}={Uri.EscapeDataString(value.AsString() ?? "")}";
        }
        using var request = new HttpRequestMessage(new HttpMethod(destination["HttpMethod"]!.AsString()!), address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (header, value) in parameters?["HeaderParameters"] as JsonObject ?? [])
        {
            request.Headers.TryAddWithoutValidation(header, value.AsString());
        }
        try
        {
            if (!await connections.AuthorizeAsync(request, destination["ConnectionArn"]!.AsString()!, cancellationToken))
            {
                throw new DeliveryFailure("NO_PERMISSIONS", "The connection does not exist or is not authorized", isPermanent: true);
            }
            using var response = await _client.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            if (status >= 300)
            {
                throw new DeliveryFailure("SDK_CLIENT_ERROR", $"The endpoint answered {status}", isPermanent: status is < 401 or (> 401 and < 407) or 408 or (> 409 and < 429) or (> 429 and < 500));
            }
        }
        catch (HttpRequestException exception)
        {
            throw new DeliveryFailure("SDK_CLIENT_ERROR", exception.Message, isPermanent: false);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryFailure("TIMEOUT", "The endpoint did not answer in 5 seconds", isPermanent: false);
        }
    }
}
