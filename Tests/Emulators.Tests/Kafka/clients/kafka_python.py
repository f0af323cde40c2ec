"""kafka-python 2.0.2 (Debian's python3-kafka) against the broker in EVENTAI_KAFKA; one line for each step, an exception at the first that fails."""
import os
import signal
import subprocess
import sys
import time
import uuid

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient, NewPartitions, NewTopic
from kafka.structs import OffsetAndMetadata

BROKER = os.environ["EVENTAI_KAFKA"]
admin = KafkaAdminClient(bootstrap_servers=BROKER)


def unique(name):
    return f"{name}-{uuid.uuid4()}"


def create(name, partitions=1):
    topic = unique(name)
    admin.create_topics([NewTopic(topic, partitions, 1)])
    return topic


def consumer(group=None, **more):
    return KafkaConsumer(bootstrap_servers=BROKER, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False, consumer_timeout_ms=20000, **more)


def take(source, count):
    messages = []
    for message in source:
        messages.append(message)
        if len(messages) == count:
            return messages
    raise AssertionError(f"{len(messages)} of {count} messages came")


for codec in (None, "gzip", "snappy", "lz4"):
    topic = create("codec")
    producer = KafkaProducer(bootstrap_servers=BROKER, acks="all", compression_type=codec, linger_ms=20)
    for i in range(100):
        producer.send(topic, key=None if i % 5 == 0 else b"k%d" % i, value=None if i % 35 == 8 else b"v%d" % i, headers=[("number", b"%d" % i)], timestamp_ms=1_000_000 + i * 1000)
    producer.flush(30)
    reader = consumer()
    reader.assign([TopicPartition(topic, 0)])
    for i, message in enumerate(take(reader, 100)):
        assert message.offset == i and message.headers == [("number", b"%d" % i)], message
        assert message.key == (None if i % 5 == 0 else b"k%d" % i), message
        assert message.value == (None if i % 35 == 8 else b"v%d" % i), message
    found = reader.offsets_for_times({TopicPartition(topic, 0): 1_041_500})
    assert found[TopicPartition(topic, 0)].offset == 42, found
    reader.close()
    print(f"ok codec {codec}: keys, values, headers, nulls, offsets by time")

# A member runs as a program of its own, so that it can be killed.
topic, group = create("members", 6), unique("group")
script = "from kafka import KafkaConsumer; c = KafkaConsumer(%r, bootstrap_servers=%r, group_id=%r, session_timeout_ms=6000, heartbeat_interval_ms=500, auto_offset_reset='earliest'); [None for _ in c]"
members = [subprocess.Popen([sys.executable, "-c", script % (topic, BROKER, group)]) for _ in range(3)]


def wait_for_members(count):
    end = time.monotonic() + 40
    while time.monotonic() < end:
        state = admin.describe_consumer_groups([group])[0]
        if state.state == "Stable" and len(state.members) == count:
            return
        time.sleep(0.2)
    raise AssertionError(f"the group does not get {count} members: {state}")


try:
    wait_for_members(3)
    members[0].send_signal(signal.SIGKILL)
    wait_for_members(2)
finally:
    for member in members:
        member.kill()
        member.wait()
print("ok a group of three survives a member that is killed")

topic, group = create("group", 2), unique("group")
producer = KafkaProducer(bootstrap_servers=BROKER, acks="all")
for i in range(20):
    producer.send(topic, value=b"%d" % i, partition=i % 2)
producer.flush(30)
first = consumer(group)
first.subscribe([topic])
take(first, 20)
first.commit({TopicPartition(topic, 0): OffsetAndMetadata(4, "note")})
first.close()
second = consumer(group)
second.subscribe([topic])
resumed = take(second, 16)
assert [m.offset for m in resumed if m.partition == 0] == list(range(4, 10)), resumed
assert second.committed(TopicPartition(topic, 0)) == 4
second.close()
print("ok commit and resume")

assert group in [g[0] for g in admin.list_consumer_groups()]
assert admin.describe_consumer_groups([group])[0].group == group
assert admin.list_consumer_group_offsets(group)[TopicPartition(topic, 0)].metadata == "note"
admin.delete_consumer_groups([group])
print("ok groups")

admin.create_partitions({topic: NewPartitions(5)})
admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, {"retention.ms": "77777"})])
configs = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
assert ("retention.ms", "77777") in [entry[:2] for entry in configs[0].resources[0][4]], configs
assert len(admin.describe_topics([topic])[0]["partitions"]) == 5
admin.delete_topics([topic])
print("ok configs and partitions")
print("all ok")
