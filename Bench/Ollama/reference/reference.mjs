// The TensorFlow.js original on the same weights: reads {"folder", "texts": [[…]…]} from stdin, embeds each list one text at a time and
// in batches of 32, and prints {"wasm": [{"alone": processor seconds, "batched": processor seconds, "vectors": […]}…]}.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, basename } from 'node:path'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
console.log = console.warn = () => {} // TensorFlow.js greets on stdout
const tf = require('@tensorflow/tfjs')
const wasm = require('@tensorflow/tfjs-backend-wasm')
const use = require('@tensorflow-models/universal-sentence-encoder')

const { folder, texts } = JSON.parse(readFileSync(0, 'utf8'))
const server = createServer((request, response) => {
  response.setHeader('Connection', 'close') // a kept connection may be gone when it is wanted again
  response.end(readFileSync(join(folder, basename(request.url))))
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}`
wasm.setWasmPaths(join(process.env.EVENTAI_MODULES, '@tensorflow/tfjs-backend-wasm/dist/'))

async function embed(model, list) {
  const tensor = await model.embed(list)
  const vectors = await tensor.array()
  tensor.dispose()
  return vectors
}

// Processor time of all threads: what others do on the machine does not count.
const seconds = started => { const used = process.cpuUsage(started); return (used.user + used.system) / 1e6 }

async function measure(model, list) {
  await embed(model, list.slice(0, 4))
  let started = process.cpuUsage()
  const vectors = []
  for (const text of list) vectors.push((await embed(model, [text]))[0])
  const alone = seconds(started)
  started = process.cpuUsage()
  for (let i = 0; i < list.length; i += 32) await embed(model, list.slice(i, i + 32))
  return { alone, batched: seconds(started), vectors: vectors.slice(0, 20) }
}

await tf.setBackend('wasm') // the plain JavaScript backend is many times slower
const model = await use.load({ modelUrl: `${address}/model.json`, vocabUrl: `${address}/vocab.json` })
const results = []
for (const list of texts) results.push(await measure(model, list))
process.stdout.write(JSON.stringify({ wasm: results }))
server.close()
