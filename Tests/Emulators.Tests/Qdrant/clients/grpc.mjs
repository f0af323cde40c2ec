// @qdrant/js-client-grpc 1.19.0 against the server in EVENTAI_QDRANT_GRPC; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { step } from '../../clients/step.mjs'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
const { QdrantClient } = require('@qdrant/js-client-grpc')
const open = options => new QdrantClient({ url: process.env.EVENTAI_QDRANT_GRPC, checkCompatibility: false, ...options })
const client = open()
const collections = client.api('collections')
const points = client.api('points')
const unique = name => `${name}-${randomUUID()}`
const num = id => ({ pointIdOptions: { case: 'num', value: BigInt(id) } })
const ids = found => found.map(point => Number(point.id.pointIdOptions.value))
const string = value => ({ kind: { case: 'stringValue', value } })
const integer = value => ({ kind: { case: 'integerValue', value: BigInt(value) } })
const dense = data => ({ vector: { case: 'dense', value: { data } } })
const unnamed = data => ({ vectorsOptions: { case: 'vector', value: dense(data) } })
const named = vectors => ({ vectorsOptions: { case: 'vectors', value: { vectors } } })
const input = data => ({ variant: { case: 'dense', value: { data } } })
const nearest = data => ({ variant: { case: 'nearest', value: input(data) } })
const match = (key, keyword) => ({ conditionOneOf: { case: 'field', value: { key, match: { matchValue: { case: 'keyword', value: keyword } } } } })
const all = { selectorOptions: { case: 'enable', value: true } }
const near = (left, right) => assert.ok(Math.abs(left - right) < 1e-4, `${left} is not ${right}`)

async function refused(code, words, call) {
  const error = await call().then(() => assert.fail(`${words} was not refused`), failure => failure)
  assert.match(error.message, words)
  assert.equal(error.code, code, error.message)
}

async function cities() {
  const collectionName = unique('cities')
  await collections.create({ collectionName, vectorsConfig: { config: { case: 'params', value: { size: 2n, distance: 3 } } } })
  const done = await points.upsert({
    collectionName,
    wait: true,
    points: [
      { id: num(1), vectors: unnamed([1, 0]), payload: { city: string('Berlin'), size: integer(3) } },
      { id: num(2), vectors: unnamed([0.9, 0.1]), payload: { city: string('Berlin'), size: integer(5) } },
      { id: num(3), vectors: unnamed([0, 1]), payload: { city: string('London'), size: integer(8) } },
    ],
  })
  assert.equal(done.result.status, 2)
  return collectionName
}

await step('health and compression', async () => {
  assert.match((await client.api('service').healthCheck({})).version, /^1\./)
  const zipped = open({ compression: 'gzip' })
  const name = unique('long-name-that-is-worth-compressing')
  assert.equal((await zipped.api('collections').collectionExists({ collectionName: name })).result.exists, false)
})

await step('collections and aliases', async () => {
  const collectionName = unique('settings')
  await collections.create({
    collectionName,
    vectorsConfig: { config: { case: 'paramsMap', value: { map: { a: { size: 3n, distance: 1 }, b: { size: 2n, distance: 2, multivectorConfig: { comparator: 0 } } } } } },
    sparseVectorsConfig: { map: { words: { modifier: 1 } } },
    hnswConfig: { m: 8n },
    quantizationConfig: { quantization: { case: 'scalar', value: { type: 1, alwaysRam: true } } },
  })
  await refused(6, /already exists/, () => collections.create({ collectionName, vectorsConfig: { config: { case: 'params', value: { size: 2n, distance: 3 } } } }))
  const { result } = await collections.get({ collectionName })
  assert.equal(result.status, 1)
  assert.equal(result.config.hnswConfig.m, 8n)
  assert.equal(result.config.params.sparseVectorsConfig.map.words.modifier, 1)
  await collections.update({ collectionName, hnswConfig: { m: 12n } })
  assert.equal((await collections.get({ collectionName })).result.config.hnswConfig.m, 12n)
  const aliasName = unique('alias')
  await collections.updateAliases({ actions: [{ action: { case: 'createAlias', value: { collectionName, aliasName } } }] })
  assert.deepEqual((await collections.listCollectionAliases({ collectionName })).aliases.map(alias => alias.aliasName), [aliasName])
  assert.equal((await collections.get({ collectionName: aliasName })).result.pointsCount, 0n)
  assert.equal((await collections.collectionClusterInfo({ collectionName })).shardCount, 1n)
  await collections.delete({ collectionName })
  await refused(5, /doesn't exist/, () => collections.get({ collectionName }))
})

await step('points and payload', async () => {
  const collectionName = await cities()
  const get = async id => (await points.get({ collectionName, ids: [num(id)], withPayload: all, withVectors: all })).result[0]
  assert.deepEqual([...(await get(2)).vectors.vectorsOptions.value.vector.value.data].map(value => Math.round(value * 10)), [9, 1])
  await points.setPayload({ collectionName, wait: true, payload: { size: integer(4) }, pointsSelector: { pointsSelectorOneOf: { case: 'filter', value: { must: [match('city', 'Berlin')] } } } })
  assert.equal((await get(1)).payload.size.kind.value, 4n)
  await points.updateBatch({
    collectionName,
    wait: true,
    operations: [
      { operation: { case: 'overwritePayload', value: { payload: { only: string('this') }, pointsSelector: { pointsSelectorOneOf: { case: 'points', value: { ids: [num(1)] } } } } } },
      { operation: { case: 'deletePoints', value: { points: { pointsSelectorOneOf: { case: 'points', value: { ids: [num(3)] } } } } } },
      { operation: { case: 'updateVectors', value: { points: [{ id: num(2), vectors: unnamed([5, 5]) }] } } },
    ],
  })
  assert.deepEqual(Object.keys((await get(1)).payload), ['only'])
  assert.equal((await points.count({ collectionName, exact: true })).result.count, 2n)
  await refused(3, /Vector dimension error: expected dim: 2, got 1/, () => points.upsert({ collectionName, points: [{ id: num(9), vectors: unnamed([1]) }] }))
})

await step('scroll, order, facet', async () => {
  const collectionName = await cities()
  await points.createFieldIndex({ collectionName, wait: true, fieldName: 'size', fieldType: 1 })
  await points.createFieldIndex({ collectionName, wait: true, fieldName: 'city', fieldType: 0, fieldIndexParams: { indexParams: { case: 'keywordIndexParams', value: { isTenant: true } } } })
  const page = await points.scroll({ collectionName, limit: 2 })
  assert.deepEqual([ids(page.result), Number(page.nextPageOffset.pointIdOptions.value)], [[1, 2], 3])
  const ordered = await points.scroll({ collectionName, orderBy: { key: 'size', direction: 1 } })
  assert.deepEqual(ordered.result.map(point => Number(point.orderValue.variant.value)), [8, 5, 3])
  assert.deepEqual((await points.facet({ collectionName, key: 'city' })).hits.map(hit => [hit.value.variant.value, Number(hit.count)]), [['Berlin', 2], ['London', 1]])
})

await step('queries', async () => {
  const collectionName = await cities()
  const query = async (request) => (await points.query({ collectionName, ...request })).result
  const plain = await query({ query: nearest([1, 0]), limit: 2n, withPayload: all })
  assert.deepEqual([ids(plain), plain[0].payload.city.kind.value], [[1, 2], 'Berlin'])
  assert.deepEqual(ids(await query({ query: nearest([1, 0]), scoreThreshold: 0.95 })), [1])
  assert.deepEqual(ids(await query({ query: nearest([1, 0]), filter: { must: [match('city', 'London')] } })), [3])
  const rrf = await query({ prefetch: [{ query: nearest([1, 0]), limit: 2n }, { query: nearest([0, 1]), limit: 2n }], query: { variant: { case: 'fusion', value: 0 } } })
  near(rrf[0].score, 2 / 3)
  assert.deepEqual(ids(await query({ query: { variant: { case: 'recommend', value: { positive: [{ variant: { case: 'id', value: num(1) } }], negative: [{ variant: { case: 'id', value: num(3) } }], strategy: 1 } } } })), [2])
  const groups = await points.queryGroups({ collectionName, query: nearest([1, 0]), groupBy: 'city', groupSize: 2n, limit: 5n })
  assert.deepEqual(groups.result.groups.map(group => [group.id.kind.value, ids(group.hits)]), [['Berlin', [1, 2]], ['London', [3]]])
  const batch = await points.queryBatch({ collectionName, queryPoints: [{ collectionName, query: nearest([1, 0]), limit: 1n }, { collectionName, query: nearest([0, 1]), limit: 1n }] })
  assert.deepEqual(batch.result.map(one => ids(one.result)), [[1], [3]])
  assert.deepEqual(ids((await points.search({ collectionName, vector: [1, 0], limit: 1n })).result), [1])
  assert.deepEqual(ids((await points.recommend({ collectionName, positive: [num(1)], limit: 1n })).result), [2])
  assert.equal((await points.searchMatrixPairs({ collectionName, sample: 3n, limit: 1n })).result.pairs.length, 3)
  await refused(5, /No point with id 99 found/, () => query({ query: { variant: { case: 'nearest', value: { variant: { case: 'id', value: num(99) } } } } }))
})

await step('sparse and multi vectors', async () => {
  const collectionName = unique('kinds')
  await collections.create({
    collectionName,
    vectorsConfig: { config: { case: 'paramsMap', value: { map: { late: { size: 2n, distance: 3, multivectorConfig: { comparator: 0 } } } } } },
    sparseVectorsConfig: { map: { words: { modifier: 1 } } },
  })
  const sparse = (indices, values) => ({ vector: { case: 'sparse', value: { indices, values } } })
  const late = rows => ({ vector: { case: 'multiDense', value: { vectors: rows.map(data => ({ data })) } } })
  await points.upsert({
    collectionName,
    wait: true,
    points: [
      { id: num(1), vectors: named({ words: sparse([1, 7], [1, 1]), late: late([[1, 0], [0, 1]]) }) },
      { id: num(2), vectors: named({ words: sparse([7], [2]) }) },
    ],
  })
  const words = (await points.query({ collectionName, using: 'words', query: { variant: { case: 'nearest', value: { variant: { case: 'sparse', value: { indices: [1], values: [1] } } } } }, withVectors: all })).result
  assert.deepEqual(ids(words), [1])
  near(words[0].score, Math.log((2 - 1 + 0.5) / (1 + 0.5) + 1))
  assert.deepEqual(words[0].vectors.vectorsOptions.value.vectors.late.vector.value.vectors.map(row => [...row.data]), [[1, 0], [0, 1]])
})

await step('snapshots', async () => {
  const collectionName = await cities()
  const snapshots = client.api('snapshots')
  const { snapshotDescription } = await snapshots.create({ collectionName })
  assert.deepEqual((await snapshots.list({ collectionName })).snapshotDescriptions.map(one => one.name), [snapshotDescription.name])
  await snapshots.delete({ collectionName, snapshotName: snapshotDescription.name })
  assert.equal((await snapshots.list({ collectionName })).snapshotDescriptions.length, 0)
})

console.log('all ok')
process.exit(0)
