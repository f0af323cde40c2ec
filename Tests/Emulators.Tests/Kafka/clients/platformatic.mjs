// @platformatic/kafka 1.35.0 against the broker in EVENTAI_KAFKA; prints one line for each step, exits with 1 at the first that fails.
//   platformatic.mjs                       everything that needs one broker that stays
//   platformatic.mjs restart               an idempotent producer, while somebody kills the broker and starts it again until the file EVENTAI_RESTARTS_OVER is there
//   platformatic.mjs member TOPIC GROUP    a member of a group until it is killed
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { step } from '../../clients/step.mjs'

const { Admin, Producer, Consumer, stringSerializers, stringDeserializers } =
  await import(pathToFileURL(`${process.env.EVENTAI_MODULES}/node_modules/@platformatic/kafka/dist/index.js`))
const unique = name => `${name}-${randomUUID()}`
const common = { clientId: 'platformatic-suite', bootstrapBrokers: [process.env.EVENTAI_KAFKA] }
const admin = new Admin(common)

async function create(name, partitions = 1) {
  const topic = unique(name)
  await admin.createTopics({ topics: [topic], partitions, replicas: 1 })
  return topic
}

async function consume(topic, groupId, count, options = {}) {
  const consumer = new Consumer({ ...common, groupId, deserializers: stringDeserializers, ...options })
  const stream = await consumer.consume({ topics: [topic], mode: 'committed', fallbackMode: 'earliest', autocommit: false, sessionTimeout: 10000, heartbeatInterval: 500, maxWaitTime: 300 })
  const messages = []
  for await (const message of stream) {
    messages.push(message)
    if (messages.length === count) {
      await message.commit()
      break
    }
  }
  await consumer.close(true)
  return messages
}

async function join(topic, groupId, onMessage) {
  const consumer = new Consumer({ ...common, groupId, deserializers: stringDeserializers })
  const stream = await consumer.consume({ topics: [topic], mode: 'committed', fallbackMode: 'earliest', autocommit: true, sessionTimeout: 6000, rebalanceTimeout: 6000, heartbeatInterval: 500, maxWaitTime: 300 })
  stream.on('data', onMessage)
  return consumer
}

async function produceThroughRestarts() {
  const topic = await create('restart')
  const producer = new Producer({ ...common, serializers: stringSerializers, idempotent: true, retries: 200, retryDelay: 100 })
  let sent = 0
  while (!existsSync(process.env.EVENTAI_RESTARTS_OVER)) {
    await producer.send({ acks: -1, messages: Array.from({ length: 10 }, (_, i) => ({ topic, value: `${sent + i}` })) })
    sent += 10
  }
  await producer.close()
  const read = await consume(topic, unique('group'), sent, { retries: 50, retryDelay: 200 })
  assert.deepEqual(read.map(m => m.value), Array.from({ length: sent }, (_, i) => `${i}`))
  console.log(`ok ${sent} messages, each once and in order`)
}

if (process.argv[2] === 'member') {
  await join(process.argv[3], process.argv[4], () => {})
  console.log('joined')
  await new Promise(() => {})
}
if (process.argv[2] === 'restart') {
  await produceThroughRestarts()
  console.log('all ok')
  process.exit(0)
}

const zstd = typeof (await import('node:zlib')).default.zstdCompressSync === 'function' // Node.js 22.15 and later
for (const compression of ['none', 'gzip', 'snappy', 'lz4', ...(zstd ? ['zstd'] : [])]) {
  await step(`codec ${compression}: keys, values, headers`, async () => {
    const topic = await create('codec')
    const producer = new Producer({ ...common, serializers: stringSerializers, autocreateTopics: false })
    await producer.send({ compression, messages: Array.from({ length: 50 }, (_, i) => ({ topic, key: `k${i}`, value: `v${i}`, headers: { number: `${i}` } })) })
    await producer.close()
    const read = await consume(topic, unique('group'), 50)
    read.forEach((m, i) => {
      assert.equal(m.offset, BigInt(i))
      assert.equal(m.key, `k${i}`)
      assert.equal(m.value, `v${i}`)
      assert.equal(m.headers.get('number'), `${i}`)
    })
  })
}

await step('commit and resume', async () => {
  const topic = await create('resume')
  const groupId = unique('group')
  const producer = new Producer({ ...common, serializers: stringSerializers })
  for (let i = 0; i < 10; i++) await producer.send({ messages: [{ topic, value: `${i}` }] })
  await producer.close()
  assert.deepEqual((await consume(topic, groupId, 4)).map(m => m.value), ['0', '1', '2', '3'])
  assert.deepEqual((await consume(topic, groupId, 6)).map(m => m.value), ['4', '5', '6', '7', '8', '9'])
})

await step('idempotent producer', async () => {
  const topic = await create('idempotent')
  const producer = new Producer({ ...common, serializers: stringSerializers, idempotent: true })
  for (let i = 0; i < 20; i++) await producer.send({ messages: [{ topic, value: `${i}` }] })
  await producer.close()
  assert.deepEqual((await consume(topic, unique('group'), 20)).map(m => m.value), Array.from({ length: 20 }, (_, i) => `${i}`))
})

await step('null keys and values', async () => {
  const topic = await create('nulls')
  const producer = new Producer({ ...common, serializers: stringSerializers })
  await producer.send({ messages: [{ topic, value: 'no key' }, { topic, key: 'no value' }] })
  await producer.close()
  const read = await consume(topic, unique('group'), 2)
  assert.equal(read[0].value, 'no key')
  assert.ok(!read[0].key)
  assert.equal(read[1].key, 'no value')
  assert.ok(!read[1].value)
})

await step('a group of three survives a member that is killed', async () => {
  const topic = await create('group', 6)
  const groupId = unique('group')
  const seen = new Set()
  const members = [await join(topic, groupId, m => seen.add(m.value)), await join(topic, groupId, m => seen.add(m.value))]
  const doomed = spawn(process.execPath, [process.argv[1], 'member', topic, groupId], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.on('exit', () => doomed.kill('SIGKILL'))
  await new Promise(resolve => doomed.stdout.once('data', resolve))
  while ((await admin.listGroups()).get(groupId).state !== 'STABLE') await new Promise(r => setTimeout(r, 200))
  assert.equal((await admin.describeGroups({ groups: [groupId] })).get(groupId).members.size, 3)
  // It must be gone before anything is sent, or it might still take some of that and commit it.
  await new Promise(resolve => { doomed.once('exit', resolve); doomed.kill('SIGKILL') })
  const producer = new Producer({ ...common, serializers: stringSerializers })
  await producer.send({ messages: Array.from({ length: 60 }, (_, i) => ({ topic, key: `${i}`, value: `${i}` })) })
  while (seen.size < 60) await new Promise(r => setTimeout(r, 100))
  await producer.close()
  for (const member of members) await member.close(true)
})

await step('transactions: commit and abort, read_committed', async () => {
  const topic = await create('txn')
  const producer = new Producer({ ...common, serializers: stringSerializers, idempotent: true, transactionalId: unique('id') })
  for (const [value, commit] of [['a', true], ['b', false], ['c', true]]) {
    const transaction = await producer.beginTransaction()
    await transaction.send({ messages: [{ topic, value }] })
    await (commit ? transaction.commit() : transaction.abort())
  }
  await producer.close()
  const read = await consume(topic, unique('group'), 2, { isolationLevel: 1 })
  assert.deepEqual(read.map(m => m.value), ['a', 'c'])
})

await step('offsets by time, delete records, configs', async () => {
  const topic = await create('admin')
  const producer = new Producer({ ...common, serializers: stringSerializers })
  for (let i = 0; i < 5; i++) await producer.send({ messages: [{ topic, value: `${i}`, timestamp: BigInt(1_000_000 + i * 1000) }] })
  await producer.close()
  const listed = await admin.listOffsets({ topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: 1_002_500n }] }] })
  assert.equal(listed[0].partitions[0].offset, 3n)
  await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 2n }] }] })
  const earliest = await admin.listOffsets({ topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: -2n }] }] })
  assert.equal(earliest[0].partitions[0].offset, 2n)
  await admin.alterConfigs({ resources: [{ resourceType: 2, resourceName: topic, configs: [{ name: 'retention.ms', value: '77777' }] }], validateOnly: false })
  const described = await admin.describeConfigs({ resources: [{ resourceType: 2, resourceName: topic, configurationKeys: ['retention.ms'] }] })
  assert.equal(described[0].configs.find(c => c.name === 'retention.ms').value, '77777')
})

await step('groups and topics', async () => {
  const topic = await create('admin')
  const groupId = unique('group')
  const producer = new Producer({ ...common, serializers: stringSerializers })
  await producer.send({ messages: [{ topic, value: 'x' }] })
  await producer.close()
  await consume(topic, groupId, 1)
  assert.ok((await admin.listGroups()).has(groupId))
  assert.equal((await admin.describeGroups({ groups: [groupId] })).get(groupId).id, groupId)
  await admin.deleteGroups({ groups: [groupId] })
  await admin.deleteTopics({ topics: [topic] })
})

await admin.close()
console.log('all ok')
process.exit(0)
