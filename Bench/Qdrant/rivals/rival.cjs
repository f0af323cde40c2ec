// usage: node rival.cjs NAME MODULES DATA DIMENSIONS FILTER_STEP: builds an index over points.f32, asks it queries.f32, prints a line of JSON for each setting that was measured.
// Where a rival has several knobs they are raised until recall@10 reaches 0.98; that setting is the one that is measured.
const fs = require('fs')
const path = require('path')
const { createRequire } = require('module')

const [name, modules, data, dimensionsText, stepText] = process.argv.slice(2)
const load = createRequire(path.join(modules, '/'))
const dimensions = Number(dimensionsText)
const step = Number(stepText)
const wanted = 10
const floats = file => { const bytes = fs.readFileSync(path.join(data, file)); return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) }
const integers = file => { const bytes = fs.readFileSync(path.join(data, file)); return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) }
const chunk = (rows, first, count) => rows.subarray(first * dimensions, (first + count) * dimensions)
const points = fs.statSync(path.join(data, 'points.f32')).size / 4 / dimensions
const queries = floats('queries.f32')
const count = queries.length / dimensions
const now = () => Number(process.hrtime.bigint()) / 1e6

// Files over 2 GB do not fit a Buffer: the points are read piece by piece.
function* pieces (size) {
  const file = fs.openSync(path.join(data, 'points.f32'), 'r')
  for (let first = 0; first < points; first += size) {
    const rows = Math.min(size, points - first)
    const bytes = Buffer.alloc(rows * dimensions * 4)
    fs.readSync(file, bytes, 0, bytes.length, first * dimensions * 4)
    yield { first, rows, values: new Float32Array(bytes.buffer, bytes.byteOffset, rows * dimensions) }
  }
  fs.closeSync(file)
}

function measure (ask, nearestFile, rounds = count) {
  const nearest = integers(nearestFile)
  const latencies = []
  let found = 0
  for (let i = -200; i < rounds; i++) {
    const query = chunk(queries, (i + 200) % count, 1)
    const real = i < 0 ? query : chunk(queries, i, 1)
    const begin = now()
    const ids = ask(real)
    const took = now() - begin
    if (i < 0) continue
    latencies.push(took)
    const expected = nearest.subarray(i * wanted, (i + 1) * wanted)
    for (const id of ids) if (expected.includes(Number(id))) found++
  }
  const sum = latencies.reduce((left, right) => left + right, 0)
  latencies.sort((left, right) => left - right)
  const at = share => latencies[Math.floor(latencies.length * share)]
  return { recall: found / (rounds * wanted), perSecond: rounds / sum * 1000, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

// Raises a knob until the recall is enough.
function tune (settings, set, ask) {
  for (const value of settings) {
    set(value)
    const probe = measure(ask, 'nearest.i32', Math.min(200, count))
    if (probe.recall >= 0.98 || value === settings.at(-1)) return value
  }
}

const rivals = {
  hnswlib () {
    const { HierarchicalNSW } = load('hnswlib-node')
    const begin = now()
    const index = new HierarchicalNSW('ip', dimensions)
    index.initIndex(points, 16, 200, 100)
    for (const piece of pieces(10_000)) {
      for (let i = 0; i < piece.rows; i++) index.addPoint(Array.from(chunk(piece.values, i, 1)), piece.first + i)
    }
    const buildSeconds = (now() - begin) / 1000
    const ask = query => index.searchKnn(Array.from(query), wanted).neighbors
    const ef = tune([20, 50, 100, 200, 400], value => index.setEf(value), ask)
    return [ef, 100].map(setting => {
      index.setEf(setting)
      const plain = measure(ask, 'nearest.i32')
      const filtered = measure(query => index.searchKnn(Array.from(query), wanted, id => id % step === 0).neighbors, 'passing.i32')
      return { name: `hnswlib-node 3.0.0 in process, M 16, efc 200, ef ${setting}`, buildSeconds, plain, filtered, batchPerSecond: plain.perSecond }
    })
  },

  usearch () {
    const { Index, MetricKind, ScalarKind } = load('usearch')
    const build = quantization => {
      const begin = now()
      const index = new Index({ dimensions, metric: MetricKind.IP, quantization, connectivity: 16, expansion_add: 128, expansion_search: 128, multi: false })
      for (const piece of pieces(20_000)) {
        index.add(BigUint64Array.from({ length: piece.rows }, (_, i) => BigInt(piece.first + i)), piece.values, 0)
      }
      return { index, buildSeconds: (now() - begin) / 1000 }
    }
    const { index, buildSeconds } = build(ScalarKind.F32)
    const plain = measure(query => index.search(query, wanted, 1).keys, 'nearest.i32')
    const begin = now()
    const size = 64
    for (let from = 0; from < count; from += size) index.search(chunk(queries, from, Math.min(size, count - from)), wanted, 0)
    return { name: 'usearch, f32, connectivity 16, expansion 128', buildSeconds, plain, filtered: null, batchPerSecond: count / (now() - begin) * 1000 }
  },

  zvec () {
    const zvec = load('@zvec/zvec')
    const { ZVecCreateAndOpen, ZVecCollectionSchema, ZVecDataType, ZVecIndexType, ZVecMetricType } = zvec
    const schema = new ZVecCollectionSchema({
      name: 'bench',
      vectors: { name: 'v', dataType: ZVecDataType.VECTOR_FP32, dimension: dimensions, indexParams: { indexType: ZVecIndexType.HNSW, metricType: ZVecMetricType.COSINE, m: 16, efConstruction: 200 } },
      fields: [{ name: 'g', dataType: ZVecDataType.INT32, indexParams: { indexType: ZVecIndexType.INVERT } }]
    })
    const begin = now()
    const collection = ZVecCreateAndOpen(path.join(data, 'zvec'), schema)
    for (const piece of pieces(1000)) {
      collection.insertSync(Array.from({ length: piece.rows }, (_, i) => ({ id: String(piece.first + i), vectors: { v: Array.from(chunk(piece.values, i, 1)) }, fields: { g: (piece.first + i) % step } })))
    }
    collection.optimizeSync()
    const buildSeconds = (now() - begin) / 1000
    let ef = 100
    const query = (vector, filter) => collection.querySync({ fieldName: 'v', vector: Array.from(vector), topk: wanted, ...(filter ? { filter } : {}), params: { indexType: ZVecIndexType.HNSW, ef } }).map(hit => hit.id)
    ef = tune([50, 100, 200, 400], value => { ef = value }, vector => query(vector))
    const plain = measure(vector => query(vector), 'nearest.i32')
    let filtered = null
    try { filtered = measure(vector => query(vector, 'g = 0'), 'passing.i32') } catch (error) { console.error(`  zvec filter: ${error.message}`) }
    return { name: `zvec 0.7.0, m 16, efc 200, ef ${ef}`, buildSeconds, plain, filtered, batchPerSecond: null }
  }
}

for (const result of [rivals[name]()].flat()) {
  console.log(JSON.stringify({ ...result, megabytes: process.memoryUsage.rss() / 1e6 }))
}
process.exit(0)
