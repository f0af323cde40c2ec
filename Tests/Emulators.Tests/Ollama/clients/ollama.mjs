// ollama 0.6.4 against the server in EVENTAI_OLLAMA; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { step } from '../../clients/step.mjs'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
const { Ollama } = require('ollama')
const host = process.env.EVENTAI_OLLAMA
const ollama = new Ollama({ host })

const collect = async stream => { const parts = []; for await (const part of stream) parts.push(part); return parts }
const context = '[1] Limits\nThe daily limit for cash withdrawals is 1,000 euros.\n\n[2] Hours\nThe branch opens at nine.\n\nQuestion: What is the daily limit for cash?'
const answer = 'The daily limit for cash withdrawals is 1,000 euros. [1]'
const norm = vector => Math.hypot(...vector)
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0)

await step('version, list, ps, show', async () => {
  assert.match((await ollama.version()).version, /^\d+\.\d+\.\d+/)
  const { models } = await ollama.list()
  assert.deepEqual(models.map(m => m.name).sort(), ['extractive:latest', 'use-lite:latest'])
  assert.ok(models.every(m => m.size > 0 && m.digest.length === 64 && !Number.isNaN(Date.parse(m.modified_at))))
  assert.ok(Array.isArray((await ollama.ps()).models))
  const shown = await ollama.show({ model: 'extractive' })
  assert.deepEqual(shown.capabilities, ['completion', 'tools'])
  assert.match(shown.modelfile, /Not a language model/)
  const embedder = await ollama.show({ model: 'use-lite', verbose: true })
  assert.equal(embedder.model_info['universal-sentence-encoder.embedding_length'], 512)
})

await step('embed: one, many, dimensions, durations', async () => {
  const one = await ollama.embed({ model: 'use-lite', input: 'the card has not arrived' })
  assert.equal(one.embeddings.length, 1)
  assert.equal(one.embeddings[0].length, 512)
  assert.ok(Math.abs(norm(one.embeddings[0]) - 1) < 1e-5)
  assert.ok(one.total_duration > 0 && one.load_duration > 0 && one.prompt_eval_count > 0)
  const many = await ollama.embed({ model: 'use-lite', input: ['the card has not arrived', 'my card is still missing', 'rain in the mountains'], dimensions: 256, keep_alive: '10m', options: { num_ctx: 512 } })
  assert.equal(many.embeddings.length, 3)
  assert.ok(many.embeddings.every(v => v.length === 256 && Math.abs(norm(v) - 1) < 1e-5))
  assert.ok(dot(many.embeddings[0], many.embeddings[1]) > dot(many.embeddings[0], many.embeddings[2]))
  assert.deepEqual((await ollama.embeddings({ model: 'use-lite', prompt: 'the card has not arrived' })).embedding, one.embeddings[0])
})

await step('embed: a long text counts to its end, truncate false refuses it', async () => {
  const long = 'word '.repeat(300)
  const { embeddings: [a, b] } = await ollama.embed({ model: 'use-lite', input: [long, long + 'elephant'] })
  assert.notDeepEqual(a, b)
  await assert.rejects(ollama.embed({ model: 'use-lite', input: long, truncate: false }), { status_code: 400, message: 'the input length exceeds the context length' })
})

await step('chat: whole, streamed, limits', async () => {
  const messages = [{ role: 'user', content: context }]
  const whole = await ollama.chat({ model: 'extractive', messages })
  assert.equal(whole.message.content, answer)
  assert.equal(whole.done_reason, 'stop')
  assert.equal(whole.model_kind, 'extractive')
  assert.ok(whole.total_duration >= whole.load_duration && whole.eval_count > 0 && whole.prompt_eval_count > 0 && whole.eval_duration > 0)
  const parts = await collect(await ollama.chat({ model: 'extractive', messages, stream: true }))
  assert.ok(parts.length > 5)
  assert.equal(parts.map(p => p.message.content).join(''), answer)
  assert.ok(parts.every(p => p.model_kind === 'extractive') && parts.at(-1).done)
  const cut = await ollama.chat({ model: 'extractive', messages, options: { num_predict: 3 } })
  assert.equal(cut.done_reason, 'length')
  const stopped = await ollama.chat({ model: 'extractive', messages, options: { stop: ['withdrawals'] } })
  assert.equal(stopped.message.content, 'The daily limit for cash ')
})

await step('chat: format json and schema', async () => {
  const messages = [{ role: 'user', content: context }]
  const json = JSON.parse((await ollama.chat({ model: 'extractive', messages, format: 'json' })).message.content)
  assert.deepEqual(json, { answer, citations: [1], answered: true })
  const format = { type: 'object', properties: { limit: { type: 'integer' }, currency: { type: 'string', enum: ['dollars', 'euros'] } }, required: ['limit', 'currency'] }
  const filled = JSON.parse((await ollama.chat({ model: 'extractive', messages, format })).message.content)
  assert.deepEqual(filled, { limit: 1000, currency: 'euros' })
})

await step('chat: a tool is called and its result answered from', async () => {
  const tools = [{ type: 'function', function: { name: 'calculator', description: 'Evaluates arithmetic', parameters: { type: 'object', required: ['expression'], properties: { expression: { type: 'string' } } } } }]
  const messages = [{ role: 'user', content: 'What is 12 * 7?' }]
  const asked = await ollama.chat({ model: 'extractive', messages, tools })
  assert.deepEqual(asked.message.tool_calls[0].function.arguments, { expression: '12 * 7' })
  messages.push(asked.message, { role: 'tool', tool_name: 'calculator', content: '84' })
  assert.equal((await ollama.chat({ model: 'extractive', messages, tools })).message.content, '12 * 7 = 84. [1]')
  const streamed = await collect(await ollama.chat({ model: 'extractive', messages: messages.slice(0, 1), tools, stream: true }))
  assert.equal(streamed.flatMap(p => p.message.tool_calls ?? []).length, 1)
  const plain = await ollama.chat({ model: 'extractive', messages: [{ role: 'user', content: context }], tools })
  assert.equal(plain.message.tool_calls, undefined)
})

await step('generate: whole, streamed, system, context, format', async () => {
  const whole = await ollama.generate({ model: 'extractive', prompt: context, system: 'Answer from the context.' })
  assert.equal(whole.response, answer)
  assert.ok(whole.context.length > 10)
  const parts = await collect(await ollama.generate({ model: 'extractive', prompt: context, stream: true }))
  assert.equal(parts.map(p => p.response).join(''), answer)
  assert.equal(JSON.parse((await ollama.generate({ model: 'extractive', prompt: context, format: 'json' })).response).answered, true)
})

await step('keep_alive loads and unloads', async () => {
  await ollama.generate({ model: 'extractive', prompt: '', keep_alive: '1h' })
  const running = (await ollama.ps()).models.find(m => m.name === 'extractive:latest')
  assert.ok(Date.parse(running.expires_at) - Date.now() > 50 * 60_000)
  assert.equal((await ollama.chat({ model: 'extractive', messages: [], keep_alive: 0 })).done_reason, 'unload')
  assert.ok((await ollama.ps()).models.every(m => m.name !== 'extractive:latest'))
})

await step('pull, copy, create, delete, push', async () => {
  const steps = await collect(await ollama.pull({ model: 'use-lite', stream: true }))
  assert.equal(steps[0].status, 'pulling manifest')
  assert.equal(steps.at(-1).status, 'success')
  assert.ok(steps.some(s => s.total > 0 && s.completed === s.total))
  await assert.rejects(ollama.pull({ model: 'no-such-model' }), /pull model manifest: file does not exist/)
  await assert.rejects(async () => collect(await ollama.pull({ model: 'no-such-model', stream: true })), /pull model manifest: file does not exist/)
  await ollama.copy({ source: 'use-lite', destination: 'my/embedder:v1' })
  assert.ok((await ollama.list()).models.some(m => m.name === 'my/embedder:v1'))
  assert.equal((await ollama.embed({ model: 'my/embedder:v1', input: 'x' })).embeddings.length, 1)
  assert.equal((await ollama.create({ model: 'curt', from: 'extractive', system: 'Be short.', parameters: { num_predict: 2 } })).status, 'success')
  assert.equal((await ollama.chat({ model: 'curt', messages: [{ role: 'user', content: context }] })).message.content, 'The daily')
  assert.equal((await ollama.show({ model: 'curt' })).system, 'Be short.')
  for (const model of ['curt', 'my/embedder:v1']) await ollama.delete({ model })
  assert.equal((await ollama.list()).models.length, 2)
  await assert.rejects(ollama.delete({ model: 'curt' }), { status_code: 404 })
  await assert.rejects(ollama.delete({ model: 'use-lite' }), { status_code: 400 })
  await assert.rejects(ollama.push({ model: 'use-lite' }), /not authorized/)
})

await step('errors', async () => {
  await assert.rejects(ollama.chat({ model: 'nope', messages: [{ role: 'user', content: 'x' }] }), { status_code: 404, message: "model 'nope' not found" })
  await assert.rejects(ollama.embed({ model: 'nope', input: 'x' }), { status_code: 404, message: 'model "nope" not found, try pulling it first' })
  await assert.rejects(ollama.embed({ model: 'extractive', input: 'x' }), { status_code: 400 })
  await assert.rejects(ollama.chat({ model: 'use-lite', messages: [{ role: 'user', content: 'x' }] }), { status_code: 400, message: '"use-lite" does not support chat' })
  await assert.rejects(ollama.chat({ model: 'extractive', think: true, messages: [{ role: 'user', content: 'x' }] }), /does not support thinking/)
})

await step('abort of a stream, and the server lives on', async () => {
  const own = new Ollama({ host })
  const stream = await own.chat({ model: 'extractive', messages: [{ role: 'user', content: context }], stream: true })
  await stream[Symbol.asyncIterator]().next()
  own.abort()
  assert.equal((await ollama.embed({ model: 'use-lite', input: 'x' })).embeddings.length, 1)
})

await step('64 clients at once', async () => {
  const clients = Array.from({ length: 64 }, () => new Ollama({ host }))
  const answers = await Promise.all(clients.map(async (client, i) => {
    const [embedded, said] = await Promise.all([
      client.embed({ model: 'use-lite', input: [`text ${i % 8}`, 'shared'] }),
      client.chat({ model: 'extractive', messages: [{ role: 'user', content: context }] })])
    return { vector: embedded.embeddings[0], shared: embedded.embeddings[1], said: said.message.content }
  }))
  for (const [i, got] of answers.entries()) {
    assert.deepEqual(got.vector, answers[i % 8].vector)
    assert.deepEqual(got.shared, answers[0].shared)
    assert.equal(got.said, answer)
  }
})

console.log('all ok')
