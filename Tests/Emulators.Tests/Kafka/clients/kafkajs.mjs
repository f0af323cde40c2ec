// kafkajs 2.2.4 against the broker in EVENTAI_KAFKA; prints one line for each step, exits with 1 at the first that fails.
//   kafkajs.mjs                       everything that needs one broker that stays
//   kafkajs.mjs restart               an idempotent producer, while somebody kills the broker and starts it again until the file EVENTAI_RESTARTS_OVER is there
//   kafkajs.mjs member TOPIC GROUP    a member of a group until it is killed
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { step } from '../../clients/step.mjs'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
const { Kafka, CompressionCodecs, CompressionTypes, ConfigResourceTypes, logLevel } = require('kafkajs')
const unique = name => `${name}-${randomUUID()}`
const kafka = new Kafka({ clientId: 'kafkajs-suite', brokers: [process.env.EVENTAI_KAFKA], logLevel: logLevel.NOTHING })
const admin = kafka.admin()

async function create(name, partitions = 1) {
  const topic = unique(name)
  assert.equal(await admin.createTopics({ topics: [{ topic, numPartitions: partitions }] }), true)
  return topic
}

// Collects until the condition holds, then stops the consumer.
async function consume(topic, groupId, enough, options = {}) {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 500, ...options })
  const messages = []
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await new Promise(resolve => consumer.run({
    eachMessage: async ({ partition, message }) => {
      messages.push({ partition, ...message })
      if (enough(messages)) resolve()
    }
  }))
  await consumer.disconnect()
  return messages
}

// kafkajs has gzip; the others come from libraries without native code.
async function registerCodecs() {
  const snappy = require('snappyjs')
  const lz4 = require('lz4js')
  const zstd = require('@bokuweb/zstd-wasm')
  await zstd.init()
  const codec = (compress, decompress) => () => ({ compress: async encoder => Buffer.from(compress(encoder.buffer)), decompress: async bytes => Buffer.from(decompress(bytes)) })
  CompressionCodecs[CompressionTypes.Snappy] = codec(snappy.compress, snappy.uncompress)
  CompressionCodecs[CompressionTypes.LZ4] = codec(lz4.compress, lz4.decompress)
  CompressionCodecs[CompressionTypes.ZSTD] = codec(zstd.compress, zstd.decompress)
}

async function runMember(topic, groupId) {
  const member = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, rebalanceTimeout: 3000, maxWaitTimeInMs: 300 })
  await member.connect()
  await member.subscribe({ topics: [topic], fromBeginning: true })
  await member.run({ eachMessage: async () => {} })
}

async function produceThroughRestarts() {
  await admin.connect()
  const topic = await create('restart')
  const patient = new Kafka({ clientId: 'kafkajs-suite', brokers: [process.env.EVENTAI_KAFKA], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 200 } })
  const producer = patient.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  let sent = 0
  while (!existsSync(process.env.EVENTAI_RESTARTS_OVER)) {
    await producer.send({ topic, acks: -1, messages: Array.from({ length: 10 }, (_, i) => ({ value: `${sent + i}` })) })
    sent += 10
  }
  await producer.disconnect()
  const read = await consume(topic, unique('group'), m => m.length === sent, { retry: { retries: 50 } })
  assert.deepEqual(read.map(m => m.value.toString()), Array.from({ length: sent }, (_, i) => `${i}`))
  console.log(`ok ${sent} messages, each once and in order`)
  await admin.disconnect()
}

if (process.argv[2] === 'member') {
  await runMember(process.argv[3], process.argv[4])
  await new Promise(() => {})
}
if (process.argv[2] === 'restart') {
  await produceThroughRestarts()
  console.log('all ok')
  process.exit(0)
}

await admin.connect()
await registerCodecs()

for (const codec of ['None', 'GZIP', 'Snappy', 'LZ4', 'ZSTD']) {
  await step(`codec ${codec}: keys, values, headers, nulls`, async () => {
    const topic = await create('codec')
    const producer = kafka.producer()
    await producer.connect()
    const messages = Array.from({ length: 50 }, (_, i) => ({ key: i % 5 ? `k${i}` : null, value: i % 7 ? `v${i}` : null, headers: { number: `${i}` } }))
    await producer.send({ topic, compression: CompressionTypes[codec], messages })
    await producer.disconnect()
    const read = await consume(topic, unique('group'), m => m.length === 50)
    read.forEach((m, i) => {
      assert.equal(m.offset, `${i}`)
      assert.equal(m.key?.toString() ?? null, messages[i].key)
      assert.equal(m.value?.toString() ?? null, messages[i].value)
      assert.equal(m.headers.number.toString(), `${i}`)
    })
  })
}

await step('a group of three shares the partitions and survives a member', async () => {
  const topic = await create('group', 6)
  const groupId = unique('group')
  const seen = new Set()
  const members = []
  for (let i = 0; i < 3; i++) {
    const member = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, rebalanceTimeout: 3000, maxWaitTimeInMs: 300 })
    await member.connect()
    await member.subscribe({ topics: [topic], fromBeginning: true })
    await member.run({ eachMessage: async ({ message }) => { seen.add(message.value.toString()) } })
    members.push(member)
  }
  const described = async () => (await admin.describeGroups([groupId])).groups[0]
  while (!(await described().then(g => g.state === 'Stable' && g.members.length === 3))) await new Promise(r => setTimeout(r, 200))
  const producer = kafka.producer()
  await producer.connect()
  const send = from => producer.send({ topic, messages: Array.from({ length: 60 }, (_, i) => ({ key: `${i}`, value: `${from + i}` })) })
  await send(0)
  while (seen.size < 60) await new Promise(r => setTimeout(r, 50))
  await members[0].disconnect()
  await send(60)
  while (seen.size < 120) await new Promise(r => setTimeout(r, 50))

  // A member that dies without a word: the others have its partitions when its session is over.
  const doomed = spawn(process.execPath, [process.argv[1], 'member', topic, groupId], { stdio: 'inherit' })
  process.on('exit', () => doomed.kill('SIGKILL'))
  while (!(await described().then(g => g.state === 'Stable' && g.members.length === 3))) await new Promise(r => setTimeout(r, 200))
  // It must be gone before more is sent, or it might still take some of that and commit it.
  await new Promise(resolve => { doomed.once('exit', resolve); doomed.kill('SIGKILL') })
  await send(120)
  while (seen.size < 180) await new Promise(r => setTimeout(r, 50))
  await Promise.all([members[1].disconnect(), members[2].disconnect(), producer.disconnect()])
  assert.ok((await admin.listGroups()).groups.some(g => g.groupId === groupId))
})

await step('commit and resume', async () => {
  const topic = await create('resume')
  const groupId = unique('group')
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic, messages: Array.from({ length: 10 }, (_, i) => ({ value: `${i}` })) })
  await producer.disconnect()
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '6' }] })
  const read = await consume(topic, groupId, m => m.length === 4)
  assert.deepEqual(read.map(m => m.value.toString()), ['6', '7', '8', '9'])
})

await step('transactions: commit and abort, read_committed', async () => {
  const topic = await create('txn')
  const producer = kafka.producer({ transactionalId: unique('id'), idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  for (const [value, commit] of [['a', true], ['b', false], ['c', true]]) {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ value }] })
    await (commit ? transaction.commit() : transaction.abort())
  }
  await producer.disconnect()
  const read = await consume(topic, unique('group'), m => m.length === 2, { readUncommitted: false })
  assert.deepEqual(read.map(m => m.value.toString()), ['a', 'c'])
})

await step('offsets by time, delete records, configs', async () => {
  const topic = await create('admin')
  const producer = kafka.producer()
  await producer.connect()
  for (let i = 0; i < 5; i++) await producer.send({ topic, messages: [{ value: `${i}`, timestamp: `${1_000_000 + i * 1000}` }] })
  await producer.disconnect()
  assert.equal((await admin.fetchTopicOffsetsByTimestamp(topic, 1_002_500))[0].offset, '3')
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] })
  assert.equal((await admin.fetchTopicOffsets(topic))[0].low, '2')
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: [{ name: 'retention.ms', value: '77777' }] }] })
  const configs = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] })
  assert.equal(configs.resources[0].configEntries.find(c => c.configName === 'retention.ms').configValue, '77777')
  await admin.deleteTopics({ topics: [topic] })
})

await admin.disconnect()
console.log('all ok')
