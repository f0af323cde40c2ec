// The TensorFlow.js original on the same weights: reads {"folder", "texts": [[…]…]} from stdin, embeds each list one text at a time and
// in batches of 32, and prints [{"alone": seconds, "batched": seconds, "vectors": […]}…] for each backend that runs here.
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
const server = createServer((request, response) => response.end(readFileSync(join(folder, basename(request.url)))))
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}`
wasm.setWasmPaths(join(process.env.EVENTAI_MODULES, '@tensorflow/tfjs-backend-wasm/dist/'))

async function embed(model, list) {
  const tensor = await model.embed(list)
  const vectors = await tensor.array()
  tensor.dispose()
  return vectors
}

async function measure(model, list) {
  await embed(model, list.slice(0, 4))
  let started = performance.now()
  const vectors = []
  for (const text of list) vectors.push((await embed(model, [text]))[0])
  const alone = (performance.now() - started) / 1000
  started = performance.now()
  for (let i = 0; i < list.length; i += 32) await embed(model, list.slice(i, i + 32))
  return { alone, batched: (performance.now() - started) / 1000, vectors: vectors.slice(0, 20) }
}

const results = {}
for (const backend of ['wasm', 'cpu']) {
  await tf.setBackend(backend)
  const model = await use.load({ modelUrl: `${address}/model.json`, vocabUrl: `${address}/vocab.json` })
  results[backend] = []
  for (const list of texts) results[backend].push(await measure(model, backend === 'cpu' ? list.slice(0, Math.ceil(list.length / 4)) : list))
}
process.stdout.write(JSON.stringify(results))
server.close()
