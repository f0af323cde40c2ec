// @aws-sdk/client-eventbridge against the endpoint in EVENTAI_AWS; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { eventually, refused, require, role, settings, step, unique } from './suite.mjs'

const sdk = require('@aws-sdk/client-eventbridge')
const { SQSClient, CreateQueueCommand, ReceiveMessageCommand, DeleteMessageCommand } = require('@aws-sdk/client-sqs')
const { SFNClient, CreateStateMachineCommand, ListExecutionsCommand, DescribeExecutionCommand } = require('@aws-sdk/client-sfn')
const events = new sdk.EventBridgeClient(settings)
const sqs = new SQSClient(settings)
const sfn = new SFNClient(settings)
const call = (name, input) => events.send(new sdk[`${name}Command`](input))
const put = (EventBusName, Detail, Source = 'suite', DetailType = 'thing') => call('PutEvents', { Entries: [{ EventBusName, Source, DetailType, Detail: JSON.stringify(Detail) }] })

async function queue() {
  const name = unique('target')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  return { QueueUrl, Arn: `arn:aws:sqs:us-east-1:000000000000:${name}` }
}
const receive = ({ QueueUrl }) => eventually('a message', async () => {
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] }))
  if (!Messages?.length) return null
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }))
  return Messages[0]
})
async function bus() {
  const Name = unique('bus')
  await call('CreateEventBus', { Name })
  return Name
}
async function rule(EventBusName, pattern, ...targets) {
  const Name = unique('rule')
  await call('PutRule', { Name, EventBusName, EventPattern: JSON.stringify(pattern) })
  const put = await call('PutTargets', { Rule: Name, EventBusName, Targets: targets.map((target, index) => ({ Id: `t${index}`, ...target })) })
  assert.equal(put.FailedEntryCount, 0)
  return Name
}

await step('buses', async () => {
  const Name = await bus()
  await refused('ResourceAlreadyExistsException', new RegExp(`Event bus ${Name} already exists`), () => call('CreateEventBus', { Name }))
  assert.equal((await call('DescribeEventBus', { Name })).Arn, `arn:aws:events:us-east-1:000000000000:event-bus/${Name}`)
  assert.equal((await call('DescribeEventBus', {})).Name, 'default')
  assert.deepEqual((await call('ListEventBuses', { NamePrefix: Name })).EventBuses.map(found => found.Name), [Name])
  await call('DeleteEventBus', { Name })
  await refused('ResourceNotFoundException', new RegExp(`Event bus ${Name} does not exist`), () => call('DescribeEventBus', { Name }))
  await refused('ValidationException', /Cannot delete event bus default/, () => call('DeleteEventBus', { Name: 'default' }))
})

await step('rules and targets', async () => {
  const EventBusName = await bus()
  const target = await queue()
  const Name = await rule(EventBusName, { source: ['suite'] }, target)
  const described = await call('DescribeRule', { Name, EventBusName })
  assert.deepEqual([described.State, JSON.parse(described.EventPattern), described.Arn], ['ENABLED', { source: ['suite'] }, `arn:aws:events:us-east-1:000000000000:rule/${EventBusName}/${Name}`])
  assert.deepEqual((await call('ListTargetsByRule', { Rule: Name, EventBusName })).Targets, [{ Id: 't0', Arn: target.Arn }])
  assert.deepEqual((await call('ListRuleNamesByTarget', { TargetArn: target.Arn, EventBusName })).RuleNames, [Name])
  await call('TagResource', { ResourceARN: described.Arn, Tags: [{ Key: 'k', Value: 'v' }] })
  assert.deepEqual((await call('ListTagsForResource', { ResourceARN: described.Arn })).Tags, [{ Key: 'k', Value: 'v' }])
  await refused('ValidationException', /since it has targets/, () => call('DeleteRule', { Name, EventBusName }))
  assert.equal((await call('RemoveTargets', { Rule: Name, EventBusName, Ids: ['t0', 'none'] })).FailedEntryCount, 1)
  await call('DeleteRule', { Name, EventBusName })
  await refused('ResourceNotFoundException', new RegExp(`Rule ${Name} does not exist on EventBus ${EventBusName}`), () => call('DescribeRule', { Name, EventBusName }))
  await refused('InvalidEventPatternException', /"source" must be an object or an array/, () => call('PutRule', { Name, EventPattern: '{"source": "x"}' }))
  await refused('ValidationException', /ScheduleExpression is not valid/, () => call('PutRule', { Name, ScheduleExpression: 'rate(1 minutes)' }))
  await refused('ValidationException', /only on the default event bus/, () => call('PutRule', { Name, EventBusName, ScheduleExpression: 'rate(5 minutes)' }))
  const lambda = await call('PutRule', { Name, EventPattern: '{"source":["x"]}' }).then(() => call('PutTargets', { Rule: Name, Targets: [{ Id: 'l', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }] }))
  assert.match(lambda.FailedEntries[0].ErrorMessage, /not emulated/)
})

await step('delivery: the event as it is, by pattern, and not when disabled', async () => {
  const EventBusName = await bus()
  const target = await queue()
  const Name = await rule(EventBusName, { 'detail-type': ['thing'], detail: { size: [{ numeric: ['>', 10] }] } }, target)
  await put(EventBusName, { size: 5 })
  const { Entries } = await put(EventBusName, { size: 50, name: 'ä' })
  const body = JSON.parse((await receive(target)).Body)
  assert.equal(body.id, Entries[0].EventId)
  assert.deepEqual([body.version, body.source, body['detail-type'], body.account, body.region, body.resources, body.detail], ['0', 'suite', 'thing', '000000000000', 'us-east-1', [], { size: 50, name: 'ä' }])
  await call('DisableRule', { Name, EventBusName })
  await put(EventBusName, { size: 60 })
  await call('EnableRule', { Name, EventBusName })
  await put(EventBusName, { size: 70 })
  assert.equal(JSON.parse((await receive(target)).Body).detail.size, 70)
})

await step('input: constant, path, transformer', async () => {
  const EventBusName = await bus()
  const [constant, path, template, text] = [await queue(), await queue(), await queue(), await queue()]
  await rule(EventBusName, { source: ['suite'] },
    { Arn: constant.Arn, Input: '{"fixed":true}' }, { Arn: path.Arn, InputPath: '$.detail.inner' },
    { Arn: template.Arn, InputTransformer: { InputPathsMap: { who: '$.detail.who', inner: '$.detail.inner' }, InputTemplate: '{"hello": "dear <who>", "inner": <inner>, "rule": <aws.events.rule-name>}' } },
    { Arn: text.Arn, InputTransformer: { InputPathsMap: { who: '$.detail.who' }, InputTemplate: '"<who> was here"' } })
  await put(EventBusName, { who: 'Ada', inner: { n: [1] } })
  assert.equal((await receive(constant)).Body, '{"fixed":true}')
  assert.equal((await receive(path)).Body, '{"n":[1]}')
  const filled = JSON.parse((await receive(template)).Body)
  assert.deepEqual([filled.hello, filled.inner], ['dear Ada', { n: [1] }])
  assert.equal((await receive(text)).Body, '"Ada was here"')
  await refused('ValidationException', /contains invalid placeholder nobody/, async () => call('PutTargets', {
    Rule: await rule(EventBusName, { source: ['x'] }), EventBusName, Targets: [{ Id: 'a', Arn: text.Arn, InputTransformer: { InputTemplate: '"<nobody>"' } }]
  }))
})

await step('targets: a state machine, another bus, an API destination', async () => {
  const [from, to] = [await bus(), await bus()]
  const end = await queue()
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name: unique('target'), roleArn: role, definition: JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }) }))
  const requests = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => { body += chunk }).on('end', () => {
      requests.push({ url: request.url, key: request.headers['x-key'], body })
      response.writeHead(requests.length === 1 ? 503 : 200).end()
    })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const { ConnectionArn } = await call('CreateConnection', { Name: unique('connection'), AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'secret' } } })
  const { ApiDestinationArn } = await call('CreateApiDestination', { Name: unique('api'), ConnectionArn, HttpMethod: 'POST', InvocationEndpoint: `http://127.0.0.1:${server.address().port}/hooks/*` })
  await rule(from, { source: ['suite'] }, { Arn: stateMachineArn, RoleArn: role, InputPath: '$.detail' }, { Arn: `arn:aws:events:us-east-1:000000000000:event-bus/${to}`, RoleArn: role },
    { Arn: ApiDestinationArn, RoleArn: role, HttpParameters: { PathParameterValues: ['a b'] }, InputPath: '$.detail' })
  await rule(to, { detail: { n: [7] } }, end)
  await put(from, { n: 7 })
  assert.equal(JSON.parse((await receive(end)).Body).detail.n, 7)
  const execution = await eventually('an execution', async () => (await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }))).executions[0])
  assert.equal((await sfn.send(new DescribeExecutionCommand({ executionArn: execution.executionArn }))).output, '{"n":7}')
  await eventually('the second request', () => requests.length === 2)
  assert.deepEqual(requests[1], { url: '/hooks/a%20b', key: 'secret', body: '{"n":7}' })
  server.close()
})

await step('retries end in the dead-letter queue', async () => {
  const EventBusName = await bus()
  const dead = await queue()
  await rule(EventBusName, { source: ['suite'] }, { Arn: 'arn:aws:sqs:us-east-1:000000000000:no-such-queue', DeadLetterConfig: { Arn: dead.Arn } })
  await put(EventBusName, { lost: true })
  const message = await receive(dead)
  assert.deepEqual(JSON.parse(message.Body).detail, { lost: true })
  assert.equal(message.MessageAttributes.TARGET_ARN.StringValue, 'arn:aws:sqs:us-east-1:000000000000:no-such-queue')
  assert.ok(message.MessageAttributes.ERROR_CODE.StringValue)
})

await step('PutEvents: each entry for itself', async () => {
  const answer = await call('PutEvents', {
    Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }, { DetailType: 'b', Detail: '{}' }, { Source: 'a', DetailType: 'b', Detail: 'no' }, { Source: 'a', DetailType: 'b', Detail: '{}', EventBusName: 'none' }]
  })
  assert.equal(answer.FailedEntryCount, 2)
  assert.deepEqual(answer.Entries.map(entry => entry.ErrorCode ?? 'ok'), ['ok', 'InvalidArgument', 'MalformedDetail', 'ok'])
  assert.equal(answer.Entries[1].ErrorMessage, 'Parameter Source is not valid. Reason: Source is a required argument.')
  await refused('ValidationException', /less than or equal to 10/, () => call('PutEvents', { Entries: Array(11).fill({ Source: 'a', DetailType: 'b', Detail: '{}' }) }))
})

await step('patterns: every operator', async () => {
  const happened = {
    version: '0', id: '1', 'detail-type': 't', source: 's', account: '0', time: '2024-01-01T00:00:00Z', region: 'r', resources: ['arn:1', 'arn:2'],
    detail: { text: 'Hello.png', n: 5, ip: '10.0.0.7', nil: null, list: ['a', 'b'], deep: { x: true } }
  }
  const matches = async detail => (await call('TestEventPattern', { Event: JSON.stringify(happened), EventPattern: JSON.stringify(detail.resources ? detail : { detail }) })).Result
  const yes = [
    { text: ['Hello.png'] }, { text: [{ prefix: 'Hel' }] }, { text: [{ suffix: '.png' }] }, { text: [{ 'equals-ignore-case': 'hELLO.png' }] }, { text: [{ wildcard: 'He*.p*g' }] },
    { text: [{ 'anything-but': 'x' }] }, { text: [{ 'anything-but': { prefix: 'X' } }] }, { text: [{ 'anything-but': ['x', 'y'] }] }, { text: [{ prefix: { 'equals-ignore-case': 'hEl' } }] },
    { n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: [5] }, { ip: [{ cidr: '10.0.0.0/24' }] }, { nil: [null] }, { none: [{ exists: false }] }, { text: [{ exists: true }] },
    { list: ['b'] }, { deep: { x: [true] } }, { $or: [{ n: [1] }, { text: [{ prefix: 'H' }] }] }, { resources: ['arn:2'] }
  ]
  const no = [{ text: ['Hello'] }, { n: [{ numeric: ['<', 5] }] }, { ip: [{ cidr: '10.0.1.0/24' }] }, { none: [{ exists: true }] }, { list: ['c'] }, { $or: [{ n: [1] }, { n: [2] }] }, { text: [{ 'anything-but': { suffix: '.png' } }] }]
  for (const pattern of yes) assert.equal(await matches(pattern), true, JSON.stringify(pattern))
  for (const pattern of no) assert.equal(await matches(pattern), false, JSON.stringify(pattern))
})

await step('archive and replay', async () => {
  const EventBusName = await bus()
  const EventSourceArn = `arn:aws:events:us-east-1:000000000000:event-bus/${EventBusName}`
  const { ArchiveArn } = await call('CreateArchive', { ArchiveName: unique('archive'), EventSourceArn, EventPattern: '{"source":["suite"]}' })
  await put(EventBusName, { n: 1 })
  await put(EventBusName, { n: 2 }, 'other')
  const target = await queue()
  await rule(EventBusName, { source: ['suite', 'other'] }, target)
  const ReplayName = unique('replay')
  const range = { EventStartTime: new Date(Date.now() - 600_000), EventEndTime: new Date(Date.now() + 60_000) }
  await refused('ResourceNotFoundException', /does not exist/, () => call('StartReplay', { ReplayName, EventSourceArn: ArchiveArn, Destination: { Arn: EventSourceArn + 'x' }, ...range }))
  await refused('ValidationException', /Cross event bus replay is not permitted/, () => call('StartReplay', { ReplayName, EventSourceArn: ArchiveArn, Destination: { Arn: EventSourceArn.replace(/[^/]+$/, 'default') }, ...range }))
  await call('StartReplay', { ReplayName, EventSourceArn: ArchiveArn, Destination: { Arn: EventSourceArn }, ...range })
  const body = JSON.parse((await receive(target)).Body)
  assert.deepEqual([body.detail, body['replay-name']], [{ n: 1 }, ReplayName])
  await eventually('completed', async () => (await call('DescribeReplay', { ReplayName })).State === 'COMPLETED')
  assert.equal((await call('DescribeArchive', { ArchiveName: ArchiveArn.split('/')[1] })).EventCount, 1)
})

console.log('all ok')
