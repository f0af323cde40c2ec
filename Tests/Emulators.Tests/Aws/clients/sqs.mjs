// @aws-sdk/client-sqs against the endpoint in EVENTAI_AWS; prints one line for each step, exits with 1 at the first that fails.
// The argument is another client with the same commands: the last one that spoke the query protocol.
import assert from 'node:assert/strict'
import { eventually, refused, require, settings, step, unique } from './suite.mjs'

const sqs = require(process.argv[2] ?? '@aws-sdk/client-sqs')
const client = new sqs.SQSClient({ ...settings, maxAttempts: 1 })
const send = (name, input) => client.send(new sqs[`${name}Command`](input))
const create = async (name, Attributes = {}) => (await send('CreateQueue', { QueueName: name, Attributes })).QueueUrl
const arn = async QueueUrl => (await send('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] })).Attributes.QueueArn
const receive = async (QueueUrl, more = {}) => (await send('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ['All'], MessageAttributeNames: ['All'], ...more })).Messages ?? []

await step('batches, attributes, deletion', async () => {
  const QueueUrl = await create(unique('standard'))
  const sent = await send('SendMessageBatch', { QueueUrl, Entries: Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: `b${i}`, MessageAttributes: { n: { DataType: 'Number', StringValue: `${i}` } } })) })
  assert.equal(sent.Successful.length, 10)
  const messages = await receive(QueueUrl)
  assert.deepEqual(messages.map(m => m.Body).sort(), Array.from({ length: 10 }, (_, i) => `b${i}`))
  assert.equal(messages[0].MessageAttributes.n.DataType, 'Number')
  await send('DeleteMessageBatch', { QueueUrl, Entries: messages.map((m, i) => ({ Id: `${i}`, ReceiptHandle: m.ReceiptHandle })) })
  assert.equal((await send('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes.ApproximateNumberOfMessagesNotVisible, '0')
})

await step('trace headers come out as they went in, in dead letters too', async () => {
  const [source, dead] = [await create(unique('traced')), await create(unique('traced-dead'))]
  await send('SetQueueAttributes', { QueueUrl: source, Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arn(dead), maxReceiveCount: 1 }), VisibilityTimeout: '0' } })
  const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  const sent = await send('SendMessage', {
    QueueUrl: source, MessageBody: 'x', MessageAttributes: { traceparent: { DataType: 'String', StringValue: traceparent } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: header } },
  })
  assert.ok(sent.MD5OfMessageSystemAttributes)
  const check = message => assert.deepEqual([message.Attributes.AWSTraceHeader, message.MessageAttributes.traceparent.StringValue], [header, traceparent])
  check((await receive(source))[0])
  await receive(source)
  check(await eventually('the dead letter', async () => (await receive(dead))[0]))
})

await step('texts and bytes come out as they went in, a batch says which entry failed', async () => {
  const QueueUrl = await create(unique('texts'))
  const MessageBody = ' <a href="?x=1&amp;y">\r\n\t\u00e4 \u{1F600} 100% + & </a> '
  const bytes = Uint8Array.of(0, 1, 254, 255)
  const entries = [{ Id: 'good', MessageBody, MessageAttributes: { 'a.b': { DataType: 'Binary.raw', BinaryValue: bytes }, c: { DataType: 'String', StringValue: MessageBody } } }, { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 }]
  const sent = await send('SendMessageBatch', { QueueUrl, Entries: entries })
  assert.deepEqual([sent.Successful.map(entry => entry.Id), sent.Failed.map(entry => [entry.Id, entry.Code, entry.SenderFault])], [['good'], [['bad', 'InvalidParameterValue', true]]])
  const [message] = await receive(QueueUrl)
  assert.equal(message.Body, MessageBody)
  assert.equal(message.MessageAttributes.c.StringValue, MessageBody)
  assert.deepEqual([...message.MessageAttributes['a.b'].BinaryValue], [...bytes])
  await send('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 })
  assert.equal((await receive(QueueUrl))[0].Attributes.ApproximateReceiveCount, '2')
})

await step('a long poll ends with the message', async () => {
  const QueueUrl = await create(unique('poll'))
  const polling = receive(QueueUrl, { WaitTimeSeconds: 20 })
  await send('SendMessage', { QueueUrl, MessageBody: 'now' })
  assert.deepEqual((await polling).map(m => m.Body), ['now'])
})

await step('fifo: order of groups, duplicates, sequence numbers', async () => {
  const QueueUrl = await create(`${unique('line')}.fifo`, { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
  for (const [MessageGroupId, MessageBody] of [['a', '1'], ['a', '2'], ['b', '3'], ['a', '2']]) await send('SendMessage', { QueueUrl, MessageGroupId, MessageBody })
  const messages = await receive(QueueUrl)
  assert.deepEqual(messages.map(m => [m.Attributes.MessageGroupId, m.Body]), [['a', '1'], ['a', '2'], ['b', '3']])
  assert.match(messages[0].Attributes.SequenceNumber, /^\d{20}$/)
  await refused('InvalidParameterValue', /parameter that is not valid for this queue type/, () => send('SendMessage', { QueueUrl, MessageGroupId: 'a', MessageBody: 'x', DelaySeconds: 5 }))
})

await step('dead letters, and back by a move task', async () => {
  const dead = await create(unique('dead'))
  const QueueUrl = await create(unique('source'), { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arn(dead), maxReceiveCount: '1' }), VisibilityTimeout: '0' })
  await send('SendMessage', { QueueUrl, MessageBody: 'poison' })
  await eventually('the dead letter', async () => { await receive(QueueUrl); return (await receive(dead, { VisibilityTimeout: 0 })).length === 1 })
  assert.deepEqual((await send('ListDeadLetterSourceQueues', { QueueUrl: dead })).queueUrls, [QueueUrl])
  const SourceArn = await arn(dead)
  await send('SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: '5' }) } })
  assert.ok((await send('StartMessageMoveTask', { SourceArn })).TaskHandle)
  await eventually('the move', async () => (await send('ListMessageMoveTasks', { SourceArn })).Results[0].Status === 'COMPLETED')
  assert.equal((await send('ListMessageMoveTasks', { SourceArn })).Results[0].ApproximateNumberOfMessagesMoved, 1)
  assert.deepEqual((await receive(QueueUrl)).map(m => m.Body), ['poison'])
})

await step('tags, names, refusals', async () => {
  const name = unique('tagged')
  const QueueUrl = await create(name)
  assert.deepEqual((await send('ListQueueTags', { QueueUrl })).Tags ?? {}, {})
  await send('TagQueue', { QueueUrl, Tags: { a: '1', b: '2' } })
  await send('UntagQueue', { QueueUrl, TagKeys: ['a'] })
  assert.deepEqual((await send('ListQueueTags', { QueueUrl })).Tags, { b: '2' })
  assert.deepEqual((await send('ListQueues', { QueueNamePrefix: name })).QueueUrls, [QueueUrl])
  await send('AddPermission', { QueueUrl, Label: 'send', AWSAccountIds: ['111111111111', '222222222222'], Actions: ['SendMessage'] })
  assert.equal(JSON.parse((await send('GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] })).Attributes.Policy).Statement[0].Principal.AWS.length, 2)
  await send('DeleteQueue', { QueueUrl })
  // The older client has no text for errors of its model.
  await refused('QueueDoesNotExist', /does not exist|UnknownError/, () => send('GetQueueUrl', { QueueName: unique('none') }))
})

console.log('all ok')
