using System.Collections;
using System.Reflection;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class WireCodecTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private BrokerState _state = null!;
    private ApiRegistry _registry = null!;

    public Task InitializeAsync()
    {
        _state = new BrokerState(new KafkaOptions { Data = _directory }, TimeProvider.System, Assert.Fail);
        _registry = new ApiRegistry(_state);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _state.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void EveryMessage_EveryVersion_RandomContents_RoundTrips()
    {
        var random = new Random(20240917);
        foreach (var (message, version, flexible) in Messages())
        {
            for (var round = 0; round < 20; round++)
            {
                var filled = (IWireStruct)Activator.CreateInstance(message)!;
                new RandomFields(random, version, flexible).Struct(filled);
                var bytes = Encode(filled, version, flexible);
                var back = (IWireStruct)Activator.CreateInstance(message)!;
                var reader = new WireReader();
                reader.Reset(bytes);
                reader.Message(back, version, flexible);
                Assert.Equal(0, reader.Remaining);
                Assert.Equal(bytes, Encode(back, version, flexible));
                AssertSame(filled, back);
            }
        }
    }

    [Fact]
    public void EveryMessage_EveryTruncation_IsAFormatError()
    {
        var random = new Random(7);
        foreach (var (message, version, flexible) in Messages())
        {
            var filled = (IWireStruct)Activator.CreateInstance(message)!;
            new RandomFields(random, version, flexible).Struct(filled);
            var bytes = Encode(filled, version, flexible);
            for (var length = 0; length < bytes.Length; length++)
            {
                var reader = new WireReader();
                reader.Reset(bytes.AsMemory(0, length));
                Assert.Throws<WireFormatException>(() => reader.Message((IWireStruct)Activator.CreateInstance(message)!, version, flexible));
            }
        }
    }

    [Fact]
    public void EveryMessage_RandomMutations_AreReadOrRefused()
    {
        var random = new Random(11);
        foreach (var (message, version, flexible) in Messages())
        {
            var filled = (IWireStruct)Activator.CreateInstance(message)!;
            new RandomFields(random, version, flexible).Struct(filled);
            var bytes = Encode(filled, version, flexible);
            for (var round = 0; round < 200 && bytes.Length > 0; round++)
            {
                var mutated = bytes.ToArray();
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                {
                    mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                }

                var reader = new WireReader();
                reader.Reset(mutated);
                try
                {
                    reader.Message((IWireStruct)Activator.CreateInstance(message)!, version, flexible);
                }
                catch (WireFormatException)
                {
                    // Refused, as it should be; any other exception fails the test.
                }
            }
        }
    }

    [Fact]
    public void CompactFields_HaveTheBytesOfTheSpecification()
    {
        var request = new Heartbeat.Request { GroupId = "g", Generation = 258, MemberId = "", InstanceId = null };
        Assert.Equal(new byte[] { 2, (byte)'g', 0, 0, 1, 2, 1, 0, 0 }, Encode(request, 4, flexible: true));
        Assert.Equal(new byte[] { 0, 1, (byte)'g', 0, 0, 1, 2, 0, 0, 0xFF, 0xFF }, Encode(request, 3, flexible: false));
    }

    [Fact]
    public void UnknownTaggedFields_AreSkipped()
    {
        byte[] bytes = [2, (byte)'g', 0, 0, 0, 1, 1, 0, 2, 0, 1, 0xAB, 0x85, 0x01, 2, 1, 2];
        var reader = new WireReader();
        reader.Reset(bytes);
        var request = new Heartbeat.Request();
        reader.Message(request, 4, flexible: true);
        Assert.Equal("g", request.GroupId);
        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void HugeArray_InASmallFrame_IsRefusedBeforeItIsAllocated()
    {
        var reader = new WireReader();
        reader.Reset(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF, 0, 0 });
        Assert.Throws<WireFormatException>(() => reader.Message(new DeleteGroups.Request(), 0, flexible: false));
    }

    private IEnumerable<(Type Message, short Version, bool Flexible)> Messages() =>
        from api in _registry.All
        from message in api.NewMessages()
        from version in Enumerable.Range(api.MinVersion, api.MaxVersion - api.MinVersion + 1)
        select (message.GetType(), (short)version, api.IsFlexible((short)version));

    private static byte[] Encode(IWireStruct message, short version, bool flexible)
    {
        using var writer = new WireWriter();
        writer.StartFrame(0, flexibleHeader: false);
        writer.Message(message, version, flexible);
        return writer.Written[8..].ToArray();
    }

    private static void AssertSame(object expected, object actual)
    {
        foreach (var field in expected.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            var (left, right) = (field.GetValue(expected), field.GetValue(actual));
            if (left is IWireStruct nested && right is not null)
            {
                AssertSame(nested, right);
            }
            else if (left is IList list)
            {
                var other = Assert.IsAssignableFrom<IList>(right);
                Assert.Equal(list.Count, other.Count);
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is IWireStruct item)
                    {
                        AssertSame(item, other[i]!);
                    }
                    else
                    {
                        Assert.Equal(list[i], other[i]);
                    }
                }
            }
            else if (left is ReadOnlyMemory<byte> bytes)
            {
                Assert.Equal(bytes.ToArray(), ((ReadOnlyMemory<byte>)right!).ToArray());
            }
            else if (left is not RecordData)
            {
                Assert.Equal(left, right);
            }
        }
    }
}
