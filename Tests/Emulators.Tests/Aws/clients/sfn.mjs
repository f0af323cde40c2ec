// @aws-sdk/client-sfn against the endpoint in EVENTAI_AWS; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { eventually, refused, require, role, settings, step, unique } from './suite.mjs'

const sdk = require('@aws-sdk/client-sfn')
const { SQSClient, CreateQueueCommand, ReceiveMessageCommand } = require('@aws-sdk/client-sqs')
const { S3Client, CreateBucketCommand, GetObjectCommand } = require('@aws-sdk/client-s3')
const sfn = new sdk.SFNClient(settings)
const sqs = new SQSClient(settings)
const s3 = new S3Client({ ...settings, forcePathStyle: true })
const call = (name, input) => sfn.send(new sdk[`${name}Command`](input))

const pass = result => ({ StartAt: 'P', States: { P: { Type: 'Pass', Result: result, End: true } } })
const create = async (definition, more = {}) => (await call('CreateStateMachine', { name: unique('machine'), definition: JSON.stringify(definition), roleArn: role, ...more })).stateMachineArn
const ended = executionArn => eventually(executionArn, async () => {
  const described = await call('DescribeExecution', { executionArn })
  return described.status === 'RUNNING' ? null : described
})
const run = async (definition, input = {}) => {
  const stateMachineArn = await create(definition)
  return ended((await call('StartExecution', { stateMachineArn, input: JSON.stringify(input) })).executionArn)
}
const types = async executionArn => (await call('GetExecutionHistory', { executionArn, maxResults: 1000 })).events.map(event => event.type)

await step('machines: create, same again, another definition, describe, update, list, delete', async () => {
  const name = unique('machine')
  const request = { name, definition: JSON.stringify(pass({ a: 1 })), roleArn: role, tags: [{ key: 'k', value: 'v' }] }
  const { stateMachineArn, creationDate } = await call('CreateStateMachine', request)
  assert.equal(stateMachineArn, `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`)
  assert.ok(creationDate instanceof Date && Math.abs(Date.now() - creationDate) < 60_000)
  assert.equal((await call('CreateStateMachine', request)).stateMachineArn, stateMachineArn)
  await refused('StateMachineAlreadyExists', /State Machine Already Exists/, () => call('CreateStateMachine', { ...request, definition: JSON.stringify(pass(2)) }))
  const described = await call('DescribeStateMachine', { stateMachineArn })
  assert.deepEqual([described.status, described.type, described.definition], ['ACTIVE', 'STANDARD', request.definition])
  const { revisionId } = await call('UpdateStateMachine', { stateMachineArn, definition: JSON.stringify(pass(3)) })
  assert.equal((await call('DescribeStateMachine', { stateMachineArn })).revisionId, revisionId)
  assert.deepEqual((await call('ListTagsForResource', { resourceArn: stateMachineArn })).tags, [{ key: 'k', value: 'v' }])
  const listed = []
  for await (const page of sdk.paginateListStateMachines({ client: sfn, pageSize: 2 }, {})) listed.push(...page.stateMachines.map(machine => machine.name))
  assert.ok(listed.includes(name))
  await call('DeleteStateMachine', { stateMachineArn })
  await refused('StateMachineDoesNotExist', /State Machine Does Not Exist/, () => call('DescribeStateMachine', { stateMachineArn }))
  await refused('InvalidArn', /Invalid ARN prefix: nothing/, () => call('DescribeStateMachine', { stateMachineArn: 'nothing' }))
  await refused('InvalidName', /a b/, () => call('CreateStateMachine', { ...request, name: 'a b' }))
})

await step('definitions are checked', async () => {
  await refused('InvalidDefinition', /SCHEMA_VALIDATION_FAILED: These fields are required: \[States\] at \//, () => create({ StartAt: 'A' }))
  await refused('InvalidDefinition', /MISSING_TRANSITION_TARGET: Missing 'Next' target: B at \/States\/A\/Next/, () => create({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }))
  const checked = await call('ValidateStateMachineDefinition', { definition: '{}' })
  assert.deepEqual([checked.result, checked.diagnostics[0].code], ['FAIL', 'SCHEMA_VALIDATION_FAILED'])
  assert.equal((await call('ValidateStateMachineDefinition', { definition: JSON.stringify(pass(1)) })).result, 'OK')
})

await step('executions: output, history, paging, order, names', async () => {
  const stateMachineArn = await create(pass({ a: 1 }))
  const { executionArn } = await call('StartExecution', { stateMachineArn, name: 'one', input: '{"x": 1}' })
  const described = await ended(executionArn)
  assert.deepEqual([described.status, described.output, described.input, described.name], ['SUCCEEDED', '{"a":1}', '{"x": 1}', 'one'])
  const { events } = await call('GetExecutionHistory', { executionArn })
  assert.deepEqual(events.map(event => [event.id, event.previousEventId, event.type]), [[1, 0, 'ExecutionStarted'], [2, 0, 'PassStateEntered'], [3, 2, 'PassStateExited'], [4, 3, 'ExecutionSucceeded']])
  assert.deepEqual(events[1].stateEnteredEventDetails, { name: 'P', input: '{"x": 1}', inputDetails: { truncated: false } })
  const reversed = []
  for await (const page of sdk.paginateGetExecutionHistory({ client: sfn, pageSize: 3 }, { executionArn, reverseOrder: true })) reversed.push(...page.events.map(event => event.id))
  assert.deepEqual(reversed, [4, 3, 2, 1])
  assert.equal((await call('GetExecutionHistory', { executionArn, includeExecutionData: false })).events[1].stateEnteredEventDetails.input, undefined)
  await refused('ExecutionAlreadyExists', /Execution Already Exists/, () => call('StartExecution', { stateMachineArn, name: 'one', input: '{"x": 1}' }))
  await refused('InvalidExecutionInput', /Unrecognized token 'no'/, () => call('StartExecution', { stateMachineArn, input: 'no' }))
  await refused('ExecutionDoesNotExist', /Execution Does Not Exist/, () => call('DescribeExecution', { executionArn: executionArn + 'x' }))
  assert.equal((await call('ListExecutions', { stateMachineArn, statusFilter: 'SUCCEEDED' })).executions.length, 1)
  assert.equal((await call('ListExecutions', { stateMachineArn, statusFilter: 'RUNNING' })).executions.length, 0)
  assert.equal((await call('DescribeStateMachineForExecution', { executionArn })).stateMachineArn, stateMachineArn)
})

await step('a running execution: the same request again, stopped', async () => {
  const stateMachineArn = await create({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } })
  const first = await call('StartExecution', { stateMachineArn, name: 'same', input: '{}' })
  assert.equal((await call('StartExecution', { stateMachineArn, name: 'same', input: '{}' })).executionArn, first.executionArn)
  await refused('ExecutionAlreadyExists', /same/, () => call('StartExecution', { stateMachineArn, name: 'same', input: '{"b":1}' }))
  await call('StopExecution', { executionArn: first.executionArn, error: 'E', cause: 'C' })
  const described = await ended(first.executionArn)
  assert.deepEqual([described.status, described.error, described.cause, described.redriveStatus], ['ABORTED', 'E', 'C', 'REDRIVABLE'])
  assert.deepEqual(await types(first.executionArn), ['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted'])
})

await step('activities: long poll, success, failure with retry, heartbeat, tokens', async () => {
  const { activityArn } = await call('CreateActivity', { name: unique('activity') })
  const stateMachineArn = await create({
    StartAt: 'A', States: { A: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 30, Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 0, MaxAttempts: 2 }], End: true } }
  })
  const waiting = call('GetActivityTask', { activityArn, workerName: 'w' })
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{"n":1}' })
  const task = await waiting
  assert.deepEqual(JSON.parse(task.input), { n: 1 })
  await call('SendTaskHeartbeat', { taskToken: task.taskToken })
  await call('SendTaskFailure', { taskToken: task.taskToken, error: 'Again', cause: 'c' })
  await refused('TaskTimedOut', /Provided task does not exist anymore/, () => call('SendTaskSuccess', { taskToken: task.taskToken, output: '{}' }))
  const again = await call('GetActivityTask', { activityArn })
  await refused('InvalidOutput', /./, () => call('SendTaskSuccess', { taskToken: again.taskToken, output: 'no' }))
  await call('SendTaskSuccess', { taskToken: again.taskToken, output: '{"done":true}' })
  assert.equal((await ended(executionArn)).output, '{"done":true}')
  assert.deepEqual(await types(executionArn), ['ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivityFailed', 'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded'])
  await refused('InvalidToken', /Invalid token/, () => call('SendTaskSuccess', { taskToken: 'x', output: '{}' }))
  assert.equal((await call('DescribeActivity', { activityArn })).activityArn, activityArn)
  assert.ok((await call('ListActivities', {})).activities.some(activity => activity.activityArn === activityArn))
  await call('DeleteActivity', { activityArn })
  await refused('ActivityDoesNotExist', /./, () => call('GetActivityTask', { activityArn }))
})

await step('SQS: sendMessage, and a callback with its token', async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: unique('queue') }))
  const stateMachineArn = await create({
    StartAt: 'Send', States: {
      Send: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl, 'MessageBody.$': '$' }, ResultPath: '$.sent', Next: 'Ask' },
      Ask: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token' } }, End: true }
    }
  })
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{"a":1}' })
  const bodies = []
  while (bodies.length < 2) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }))
    bodies.push(...(Messages ?? []).map(message => JSON.parse(message.Body)))
  }
  assert.deepEqual(bodies[0], { a: 1 })
  await call('SendTaskSuccess', { taskToken: bodies[1].token, output: '"answer"' })
  const described = await ended(executionArn)
  assert.equal(described.output, '"answer"')
  assert.deepEqual((await types(executionArn)).slice(6), ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'])
  const failed = await run({ StartAt: 'S', States: { S: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: QueueUrl + 'no', MessageBody: 'x' }, End: true } } })
  assert.deepEqual([failed.status, failed.error], ['FAILED', 'SQS.QueueDoesNotExistException'])
})

await step('S3: put and get through the SDK integration', async () => {
  const Bucket = unique('bucket')
  await s3.send(new CreateBucketCommand({ Bucket }))
  const done = await run({
    StartAt: 'Put', States: {
      Put: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:putObject', Parameters: { Bucket, Key: 'a b/c.json', 'Body.$': '$' }, ResultPath: null, Next: 'Get' },
      Get: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: { Bucket, Key: 'a b/c.json' }, ResultSelector: { 'body.$': 'States.StringToJson($.Body)' }, End: true }
    }
  }, { text: 'ä' })
  assert.deepEqual(JSON.parse(done.output), { body: { text: 'ä' } })
  assert.equal(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'a b/c.json' }))).Body.transformToString(), '{"text":"ä"}')
  const failed = await run({ StartAt: 'G', States: { G: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: { Bucket, Key: 'none' }, End: true } } })
  assert.equal(failed.error, 'S3.NoSuchKeyException')
})

await step('nested executions: started, waited for, failed', async () => {
  const inner = await create({ StartAt: 'P', States: { P: { Type: 'Pass', Result: { in: 1 }, End: true } } })
  const broken = await create({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'C' } } })
  const nest = (suffix, arn) => ({ StartAt: 'N', States: { N: { Type: 'Task', Resource: `arn:aws:states:::states:startExecution${suffix}`, Parameters: { StateMachineArn: arn, Input: { 'a.$': '$.a' } }, End: true } } })
  assert.ok(JSON.parse((await run(nest('', inner), { a: 1 })).output).ExecutionArn.startsWith('arn:aws:states:us-east-1:000000000000:execution:'))
  const text = JSON.parse((await run(nest('.sync', inner), { a: 1 })).output)
  assert.deepEqual([text.Status, text.Output, text.Input], ['SUCCEEDED', '{"in":1}', '{"a":1}'])
  assert.deepEqual(JSON.parse((await run(nest('.sync:2', inner), { a: 1 })).output).Output, { in: 1 })
  const failed = await run(nest('.sync:2', broken), { a: 1 })
  assert.deepEqual([failed.status, failed.error, JSON.parse(failed.cause).Error], ['FAILED', 'States.TaskFailed', 'E'])
})

await step('Parallel, Map, Choice, JSONata and variables', async () => {
  const done = await run({
    QueryLanguage: 'JSONata', StartAt: 'Set', States: {
      Set: { Type: 'Pass', Assign: { factor: '{% $states.input.factor %}' }, Next: 'Both' },
      Both: {
        Type: 'Parallel', Next: 'Each', Output: '{% $states.result %}', Branches: [
          { StartAt: 'L', States: { L: { Type: 'Pass', Output: '{% [1..3] %}', End: true } } },
          { StartAt: 'R', States: { R: { Type: 'Pass', Output: '{% [4..5] %}', End: true } } }]
      },
      Each: {
        Type: 'Map', Items: '{% $reduce($states.input, $append) %}', MaxConcurrency: 2, Next: 'Enough',
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'M', States: { M: { Type: 'Pass', Output: '{% $states.input * $factor %}', End: true } } }
      },
      Enough: { Type: 'Choice', Choices: [{ Condition: '{% $sum($states.input) > 100 %}', Next: 'Yes' }], Default: 'No' },
      Yes: { Type: 'Succeed', Output: { sum: '{% $sum($states.input) %}' } }, No: { Type: 'Fail', Error: 'TooLittle' }
    }
  }, { factor: 10 })
  assert.equal(done.output, '{"sum":150}')
})

await step('versions and aliases', async () => {
  const created = await call('CreateStateMachine', { name: unique('versioned'), definition: JSON.stringify(pass(1)), roleArn: role, publish: true })
  const { stateMachineArn } = created
  assert.equal(created.stateMachineVersionArn, stateMachineArn + ':1')
  await call('UpdateStateMachine', { stateMachineArn, definition: JSON.stringify(pass(2)), publish: true })
  assert.deepEqual((await call('ListStateMachineVersions', { stateMachineArn })).stateMachineVersions.map(version => version.stateMachineVersionArn), [stateMachineArn + ':2', stateMachineArn + ':1'])
  const { stateMachineAliasArn } = await call('CreateStateMachineAlias', { name: 'PROD', routingConfiguration: [{ stateMachineVersionArn: stateMachineArn + ':1', weight: 100 }] })
  const { executionArn } = await call('StartExecution', { stateMachineArn: stateMachineAliasArn })
  const described = await ended(executionArn)
  assert.deepEqual([described.output, described.stateMachineAliasArn, described.stateMachineVersionArn], ['1', stateMachineAliasArn, stateMachineArn + ':1'])
  await call('UpdateStateMachineAlias', { stateMachineAliasArn, routingConfiguration: [{ stateMachineVersionArn: stateMachineArn + ':2', weight: 100 }] })
  assert.equal((await ended((await call('StartExecution', { stateMachineArn: stateMachineAliasArn })).executionArn)).output, '2')
  await refused('ConflictException', /must not be referenced by an alias.*PROD/, () => call('DeleteStateMachineVersion', { stateMachineVersionArn: stateMachineArn + ':2' }))
  await refused('ValidationException', /Sum of routing configuration weights must equal 100/, () => call('CreateStateMachineAlias', { name: 'X', routingConfiguration: [{ stateMachineVersionArn: stateMachineArn + ':1', weight: 9 }] }))
  assert.equal((await call('ListStateMachineAliases', { stateMachineArn })).stateMachineAliases.length, 1)
  await call('DeleteStateMachineAlias', { stateMachineAliasArn })
  await refused('ResourceNotFound', /./, () => call('DescribeStateMachineAlias', { stateMachineAliasArn }))
})

await step('Express: synchronous, asynchronous, what it does not do', async () => {
  const stateMachineArn = await create({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'x.$': 'States.MathAdd($.a, 1)' }, End: true } } }, { type: 'EXPRESS' })
  const sync = await call('StartSyncExecution', { stateMachineArn, input: '{"a":1}' })
  assert.deepEqual([sync.status, sync.output, sync.billingDetails.billedMemoryUsedInMB], ['SUCCEEDED', '{"x":2}', 64])
  const failed = await call('StartSyncExecution', { stateMachineArn, input: '{}' })
  assert.deepEqual([failed.status, failed.error], ['FAILED', 'States.Runtime'])
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{"a":1}' })
  await refused('InvalidArn', /Resource type not valid in this context: express/, () => call('DescribeExecution', { executionArn }))
  await refused('StateMachineTypeNotSupported', /./, () => call('ListExecutions', { stateMachineArn }))
  await refused('InvalidDefinition', /does not support '.sync'/, () => create({ StartAt: 'N', States: { N: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync', End: true } } }, { type: 'EXPRESS' }))
  await refused('StateMachineTypeNotSupported', /./, async () => call('StartSyncExecution', { stateMachineArn: await create(pass(1)) }))
})

await step('TestState', async () => {
  const test = (state, input = {}) => call('TestState', { definition: JSON.stringify(state), roleArn: role, input: JSON.stringify(input) })
  const passed = await test({ Type: 'Pass', Parameters: { 'y.$': '$.x' }, Next: 'After' }, { x: 5 })
  assert.deepEqual([passed.status, passed.output, passed.nextState], ['SUCCEEDED', '{"y":5}', 'After'])
  const chosen = await test({ Type: 'Choice', Choices: [{ Variable: '$.x', NumericGreaterThan: 3, Next: 'Big' }], Default: 'Small' }, { x: 5 })
  assert.equal(chosen.nextState, 'Big')
  const failed = await test({ Type: 'Fail', Error: 'E', Cause: 'C' })
  assert.deepEqual([failed.status, failed.error, failed.cause], ['FAILED', 'E', 'C'])
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'http://127.0.0.1/000000000000/none', MessageBody: 'x' }, End: true }
  assert.equal((await test({ ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] })).status, 'CAUGHT_ERROR')
  assert.equal((await test({ ...task, Retry: [{ ErrorEquals: ['States.ALL'] }] })).status, 'RETRIABLE')
})

await step('errors: no choice, a missing path, what runs no functions', async () => {
  const lost = await run({ StartAt: 'C', States: { C: { Type: 'Choice', Choices: [{ Variable: '$.x', StringEquals: 'a', Next: 'D' }] }, D: { Type: 'Succeed' } } }, { x: 'b' })
  assert.deepEqual([lost.error, lost.cause], ['States.Runtime', "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state."])
  const missing = await run({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'v.$': '$.no' }, End: true } } }, { other: 1 })
  assert.equal(missing.cause, `An error occurred while executing the state 'P' (entered at the event id #2). The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{"other":1}'`)
  const lambda = await run({ StartAt: 'L', States: { L: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', End: true } } })
  assert.deepEqual([lambda.status, lambda.error], ['FAILED', 'Lambda.ResourceNotFoundException'])
})

console.log('all ok')
