// openai 7.57.0 against the server in EVENTAI_OLLAMA; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { step } from '../../clients/step.mjs'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
const OpenAI = require('openai').default
const client = new OpenAI({ baseURL: `${process.env.EVENTAI_OLLAMA}/v1`, apiKey: 'none', maxRetries: 0, timeout: 60_000 })

const context = '[1] Limits\nThe daily limit for cash withdrawals is 1,000 euros.\n\nQuestion: What is the daily limit for cash?'
const answer = 'The daily limit for cash withdrawals is 1,000 euros. [1]'
const messages = [{ role: 'user', content: context }]
const near = (a, b) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < 1e-6)

await step('models', async () => {
  const ids = []
  for await (const model of client.models.list()) ids.push(model.id)
  assert.deepEqual(ids.sort(), ['extractive:latest', 'use-lite:latest'])
  const model = await client.models.retrieve('use-lite')
  assert.deepEqual([model.id, model.object, model.owned_by], ['use-lite', 'model', 'library'])
  await assert.rejects(client.models.retrieve('nope'), { status: 404, type: 'not_found_error' })
})

await step('embeddings: float, base64, dimensions, usage', async () => {
  const floats = await client.embeddings.create({ model: 'use-lite', input: ['one', 'two words'], encoding_format: 'float' })
  assert.equal(floats.object, 'list')
  assert.deepEqual(floats.data.map(d => d.index), [0, 1])
  const decoded = await client.embeddings.create({ model: 'use-lite', input: ['one', 'two words'] }) // the client asks for base64 and decodes it
  assert.ok(decoded.data.every((d, i) => near(Array.from(d.embedding), floats.data[i].embedding)))
  assert.ok(floats.usage.prompt_tokens > 0 && floats.usage.total_tokens === floats.usage.prompt_tokens)
  const short = await client.embeddings.create({ model: 'use-lite', input: 'one', dimensions: 64, encoding_format: 'float' })
  assert.equal(short.data[0].embedding.length, 64)
  await assert.rejects(client.embeddings.create({ model: 'use-lite', input: 'x', encoding_format: 'hex' }), { status: 400, type: 'invalid_request_error' })
  await assert.rejects(client.embeddings.create({ model: 'use-lite', input: [] }), { status: 400, message: '400 invalid input' })
})

await step('chat: whole and streamed with usage', async () => {
  const whole = await client.chat.completions.create({ model: 'extractive', messages })
  assert.equal(whole.choices[0].message.content, answer)
  assert.equal(whole.choices[0].finish_reason, 'stop')
  assert.equal(whole.usage.total_tokens, whole.usage.prompt_tokens + whole.usage.completion_tokens)
  assert.equal(whole.model_kind, 'extractive')
  const chunks = []
  for await (const chunk of await client.chat.completions.create({ model: 'extractive', messages, stream: true, stream_options: { include_usage: true } })) chunks.push(chunk)
  assert.equal(chunks[0].choices[0].delta.role, 'assistant')
  assert.equal(chunks.map(c => c.choices[0]?.delta.content ?? '').join(''), answer)
  assert.deepEqual(chunks.at(-1).choices, [])
  assert.ok(chunks.at(-1).usage.total_tokens > 0)
  assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop')
  assert.equal(new Set(chunks.map(c => c.id)).size, 1)
  const plain = []
  for await (const chunk of await client.chat.completions.create({ model: 'extractive', messages, stream: true })) plain.push(chunk)
  assert.ok(plain.every(c => c.usage === undefined))
  const cut = await client.chat.completions.create({ model: 'extractive', messages, max_tokens: 2 })
  assert.deepEqual([cut.choices[0].message.content, cut.choices[0].finish_reason], ['The daily', 'length'])
  const parts = await client.chat.completions.create({ model: 'extractive', stop: 'cash', messages: [{ role: 'user', content: [{ type: 'text', text: context }] }] })
  assert.equal(parts.choices[0].message.content, 'The daily limit for ')
})

await step('chat: response_format', async () => {
  const json = await client.chat.completions.create({ model: 'extractive', messages, response_format: { type: 'json_object' } })
  assert.equal(JSON.parse(json.choices[0].message.content).answer, answer)
  const schema = { type: 'object', properties: { limit: { type: 'integer' } }, required: ['limit'], additionalProperties: false }
  const filled = await client.chat.completions.create({ model: 'extractive', messages, response_format: { type: 'json_schema', json_schema: { name: 'limit', strict: true, schema } } })
  assert.deepEqual(JSON.parse(filled.choices[0].message.content), { limit: 1000 })
})

const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }]

await step('chat: tools, whole and streamed, and the answer from the result', async () => {
  const asked = await client.chat.completions.create({ model: 'extractive', tools, messages: [{ role: 'user', content: 'What is the weather in Oslo?' }] })
  assert.equal(asked.choices[0].finish_reason, 'tool_calls')
  const [call] = asked.choices[0].message.tool_calls
  assert.deepEqual([call.type, call.function.name, JSON.parse(call.function.arguments)], ['function', 'get_weather', { city: 'Oslo' }])
  const told = await client.chat.completions.create({
    model: 'extractive', tools,
    messages: [{ role: 'user', content: 'What is the weather in Oslo?' }, asked.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'It rains in Oslo at 4 degrees.' }] })
  assert.equal(told.choices[0].message.content, 'It rains in Oslo at 4 degrees. [1]')
  const runner = client.chat.completions.stream({ model: 'extractive', tools, messages: [{ role: 'user', content: 'What is the weather in Oslo?' }] })
  const final = await runner.finalChatCompletion()
  assert.equal(final.choices[0].finish_reason, 'tool_calls')
  assert.deepEqual(JSON.parse(final.choices[0].message.tool_calls[0].function.arguments), { city: 'Oslo' })
  const none = await client.chat.completions.create({ model: 'extractive', tools, tool_choice: 'none', messages: [{ role: 'user', content: 'What is the weather in Oslo?' }] })
  assert.equal(none.choices[0].finish_reason, 'stop')
})

await step('completions', async () => {
  const whole = await client.completions.create({ model: 'extractive', prompt: context })
  assert.equal(whole.choices[0].text, answer)
  let text = ''
  for await (const chunk of await client.completions.create({ model: 'extractive', prompt: context, stream: true })) text += chunk.choices[0].text
  assert.equal(text, answer)
})

await step('errors', async () => {
  await assert.rejects(client.chat.completions.create({ model: 'nope', messages }), error => error.status === 404 && error.type === 'not_found_error' && /model 'nope' not found/.test(error.message))
  await assert.rejects(client.chat.completions.create({ model: 'extractive', messages: [] }), { status: 400, type: 'invalid_request_error' })
  await assert.rejects(client.chat.completions.create({ model: 'use-lite', messages }), { status: 400 })
  await assert.rejects(client.embeddings.create({ model: 'nope', input: 'x' }), { status: 404 })
})

await step('abort, and the server lives on', async () => {
  const stream = await client.chat.completions.create({ model: 'extractive', messages, stream: true })
  for await (const _ of stream) { stream.controller.abort(); break }
  assert.equal((await client.chat.completions.create({ model: 'extractive', messages })).choices[0].message.content, answer)
})

console.log('all ok')
