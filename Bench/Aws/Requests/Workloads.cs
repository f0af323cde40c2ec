using System.Text;
using System.Text.Json;

namespace EventAi.Bench.Aws.Requests;

/// <summary>What is asked of each server: the same bytes of each, but for its port.</summary>
internal static class Workloads
{
    private const int ObjectBytes = 10_000;
    private const int Keys = 200;

    /// <param name="service"><c>s3</c> or <c>sqs</c>.</param>
    /// <param name="port">The server's.</param>
    /// <param name="connections">How many there are at most.</param>
    public static Workload[] Prepare(string service, int port, int connections)
    {
        var requests = new SignedRequests(service, port, TimeProvider.System.GetUtcNow());
        return service == "s3" ? Objects(requests, port, connections) : Queue(requests, port);
    }

    private static Workload[] Objects(SignedRequests requests, int port, int connections)
    {
        using var connection = HttpConnection.Open(port);
        Expect(connection, requests.Object("PUT", "/bench", []));
        var body = new byte[ObjectBytes];
        new Random(7).NextBytes(body);
        byte[][] All(string method, byte[] content) => [.. Enumerable.Range(0, connections * Keys).Select(i => requests.Object(method, $"/bench/folder/object-{i:D6}", content))];
        var (puts, gets) = (All("PUT", body), All("GET", []));
        foreach (var put in puts)
        {
            Expect(connection, put);
        }
        return
        [
            new Workload("S3 PUT 10 KB", (link, number, i) => Expect(link, puts[(number * Keys) + (i % Keys)])),
            new Workload("S3 GET 10 KB", (link, number, i) =>
            {
                if ((Expect(link, gets[(number * Keys) + (i % Keys)])).Length != ObjectBytes)
                {
                    throw new InvalidDataException("The object is not whole.");
                }
            }),
        ];
    }

    private static Workload[] Queue(SignedRequests requests, int port)
    {
        using var connection = HttpConnection.Open(port);
        var created = Expect(connection, requests.Call("AmazonSQS.CreateQueue", """{"QueueName":"bench"}"""));
        using var answer = JsonDocument.Parse(created);
        var url = answer.RootElement.GetProperty("QueueUrl").GetString();
        var send = requests.Call("AmazonSQS.SendMessage", $$"""{"QueueUrl":"{{url}}","MessageBody":"{{new string('m', 100)}}"}""");
        var receive = requests.Call("AmazonSQS.ReceiveMessage", $$"""{"QueueUrl":"{{url}}","MaxNumberOfMessages":1}""");
        return
        [
            new Workload("SQS send + receive + delete", (link, _, _) =>
            {
                Expect(link, send);
                string? handle;
                // Every connection has sent one before it asks: there is one for each, though perhaps not in every answer.
                while ((handle = Handle(Expect(link, receive))) is null)
                {
                }
                Expect(link, requests.Call("AmazonSQS.DeleteMessage", $$"""{"QueueUrl":"{{url}}","ReceiptHandle":"{{handle}}"}"""));
            }),
        ];
    }

    /// <returns>Between its quotes, as it is written.</returns>
    private static string? Handle(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("ReceiptHandle"u8))
            {
                reader.Read();
                return Encoding.UTF8.GetString(reader.ValueSpan);
            }
        }
        return null;
    }

    private static ReadOnlyMemory<byte> Expect(HttpConnection connection, byte[] request)
    {
        var (status, body) = connection.Send(request);
        return status is 200 or 204 ? body : throw new InvalidDataException($"Answer {status}: {Encoding.UTF8.GetString(body.Span)}");
    }
}
