// @platformatic/kafka 1.35.0 against the broker in EVENTAI_KAFKA; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'

const { Admin, Producer, Consumer, stringSerializers, stringDeserializers } =
  await import(pathToFileURL(`${process.env.EVENTAI_MODULES}/node_modules/@platformatic/kafka/dist/index.js`))
const unique = name => `${name}-${randomUUID()}`
const common = { clientId: 'platformatic-suite', bootstrapBrokers: [process.env.EVENTAI_KAFKA] }
const admin = new Admin(common)
const deadline = 60_000

async function step(name, run) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${name}: not done in ${deadline} ms`)), deadline) })
  await Promise.race([run(), late]).finally(() => clearTimeout(timer))
  console.log(`ok ${name}`)
}

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

for (const compression of ['none', 'gzip']) {
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
