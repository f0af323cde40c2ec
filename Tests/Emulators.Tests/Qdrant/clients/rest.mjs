// @qdrant/js-client-rest 1.19.0 against the server in EVENTAI_QDRANT_REST; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { step } from '../../clients/step.mjs'

const require = createRequire(process.env.EVENTAI_MODULES + '/')
const { QdrantClient } = require('@qdrant/js-client-rest')
const client = new QdrantClient({ url: process.env.EVENTAI_QDRANT_REST })
const unique = name => `${name}-${randomUUID()}`
const ids = points => points.map(point => point.id)
const near = (left, right, tolerance = 1e-4) => assert.ok(Math.abs(left - right) < tolerance, `${left} is not ${right}`)

async function refused(status, words, call) {
  const error = await call().then(() => assert.fail(`${words} was not refused`), failure => failure)
  assert.equal(error.status, status, `${error.status} ${JSON.stringify(error.data)}`)
  assert.match(error.data.status.error, words)
}

// Four points on the axes of a plane, with all kinds of payload.
async function cities() {
  const name = unique('cities')
  await client.createCollection(name, { vectors: { size: 2, distance: 'Dot' } })
  const result = await client.upsert(name, {
    wait: true,
    points: [
      { id: 1, vector: [1, 0], payload: { city: 'Berlin', size: 3, tags: ['a', 'b'], at: '2024-01-01T00:00:00Z', place: { lon: 13.4, lat: 52.5 }, text: 'The quick brown fox' } },
      { id: 2, vector: [0.9, 0.1], payload: { city: 'Berlin', size: 5, tags: ['b'], at: '2024-06-01T00:00:00Z', place: { lon: 13.5, lat: 52.4 }, text: 'quick as a fox' } },
      { id: 3, vector: [0, 1], payload: { city: 'London', size: 8, tags: [], at: '2025-01-01T00:00:00Z', place: { lon: -0.1, lat: 51.5 }, none: null } },
      { id: '550e8400-e29b-41d4-a716-446655440000', vector: [-1, 0], payload: { city: 'Moscow', nested: [{ x: 1, y: 2 }, { x: 2, y: 1 }] } },
    ],
  })
  assert.equal(result.status, 'completed')
  return name
}

await step('versions and health', async () => {
  assert.match((await client.versionInfo()).version, /^1\.\d+\.\d+$/)
  for (const path of ['healthz', 'livez', 'readyz', 'metrics']) {
    assert.equal((await fetch(`${process.env.EVENTAI_QDRANT_REST}/${path}`)).status, 200)
  }
  assert.match(await (await fetch(`${process.env.EVENTAI_QDRANT_REST}/metrics`)).text(), /collections_total/)
  assert.equal((await (await fetch(`${process.env.EVENTAI_QDRANT_REST}/telemetry`)).json()).status, 'ok')
})

await step('collections', async () => {
  const name = unique('settings')
  assert.equal((await client.collectionExists(name)).exists, false)
  assert.equal(await client.createCollection(name, {
    vectors: { text: { size: 4, distance: 'Cosine', hnsw_config: { m: 8 }, datatype: 'float16' }, late: { size: 2, distance: 'Dot', multivector_config: { comparator: 'max_sim' } } },
    sparse_vectors: { words: { modifier: 'idf' } },
    hnsw_config: { m: 24, ef_construct: 64 },
    optimizers_config: { indexing_threshold: 0 },
    quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
    on_disk_payload: false,
    metadata: { owner: 'suite' },
  }), true)
  await refused(409, /already exists/, () => client.createCollection(name, { vectors: { size: 4, distance: 'Cosine' } }))
  const info = await client.getCollection(name)
  assert.equal(info.status, 'green')
  assert.equal(info.optimizer_status, 'ok')
  assert.equal(info.points_count, 0)
  assert.deepEqual(info.config.params.vectors.text, { size: 4, distance: 'Cosine', hnsw_config: { m: 8 }, datatype: 'float16' })
  assert.deepEqual(info.config.params.sparse_vectors, { words: { modifier: 'idf' } })
  assert.equal(info.config.params.on_disk_payload, false)
  assert.equal(info.config.hnsw_config.m, 24)
  assert.equal(info.config.optimizer_config.indexing_threshold, 0)
  assert.equal(info.config.quantization_config.scalar.type, 'int8')
  assert.equal(info.config.metadata.owner, 'suite')
  assert.equal(await client.updateCollection(name, { hnsw_config: { ef_construct: 128 }, vectors: { text: { hnsw_config: { m: 12 } } } }), true)
  const changed = await client.getCollection(name)
  assert.equal(changed.config.hnsw_config.ef_construct, 128)
  assert.equal(changed.config.params.vectors.text.hnsw_config.m, 12)
  assert.ok((await client.getCollections()).collections.some(one => one.name === name))
  assert.equal((await client.collectionClusterInfo(name)).shard_count, 1)
  assert.equal(await client.deleteCollection(name), true)
  await refused(404, /doesn't exist/, () => client.getCollection(name))
  await refused(422, /Validation error/, () => client.createCollection(unique('bad'), { vectors: { size: 0, distance: 'Cosine' } }))
  await refused(400, /Format error in JSON body/, () => client.createCollection(unique('bad'), { vectors: { size: 4, distance: 'Sideways' } }))
})

await step('aliases', async () => {
  const name = await cities()
  const alias = unique('alias')
  await client.updateCollectionAliases({ actions: [{ create_alias: { collection_name: name, alias_name: alias } }] })
  assert.equal((await client.count(alias)).count, 4)
  assert.deepEqual((await client.getCollectionAliases(name)).aliases, [{ alias_name: alias, collection_name: name }])
  assert.ok((await client.getAliases()).aliases.some(one => one.alias_name === alias))
  const renamed = unique('renamed')
  await client.updateCollectionAliases({ actions: [{ rename_alias: { old_alias_name: alias, new_alias_name: renamed } }] })
  await refused(404, /doesn't exist/, () => client.count(alias))
  await client.updateCollectionAliases({ actions: [{ delete_alias: { alias_name: renamed } }] })
  await refused(404, /doesn't exist/, () => client.count(renamed))
})

await step('points', async () => {
  const name = await cities()
  const [one, uuid] = await client.retrieve(name, { ids: [1, '550e8400-e29b-41d4-a716-446655440000'], with_vector: true })
  assert.deepEqual(one.vector, [1, 0])
  assert.equal(one.payload.city, 'Berlin')
  assert.equal(uuid.payload.nested[1].x, 2)
  const [bare] = await client.retrieve(name, { ids: [1], with_payload: false })
  assert.equal(bare.payload ?? null, null)
  const [part] = await client.retrieve(name, { ids: [1], with_payload: ['city'] })
  assert.deepEqual(part.payload, { city: 'Berlin' })
  const [rest] = await client.retrieve(name, { ids: [1], with_payload: { exclude: ['city', 'tags', 'place', 'text', 'at'] } })
  assert.deepEqual(rest.payload, { size: 3 })
  await client.upsert(name, { wait: true, batch: { ids: [10, 11], vectors: [[1, 1], [2, 2]], payloads: [{ a: 1.5 }, null] } })
  assert.equal((await client.count(name)).count, 6)
  await refused(400, /Vector dimension error: expected dim: 2, got 3/, () => client.upsert(name, { points: [{ id: 1, vector: [1, 2, 3] }] }))
  await refused(400, /not a valid point ID/, () => client.upsert(name, { points: [{ id: 'x', vector: [1, 2] }] }))
  await client.delete(name, { wait: true, points: [10] })
  await client.delete(name, { wait: true, filter: { must: [{ is_empty: { key: 'city' } }] } })
  assert.equal((await client.count(name)).count, 4)
  const first = await client.scroll(name, { limit: 3 })
  assert.deepEqual(ids(first.points), [1, 2, 3])
  const next = await client.scroll(name, { limit: 3, offset: first.next_page_offset })
  assert.deepEqual([ids(next.points), next.next_page_offset], [['550e8400-e29b-41d4-a716-446655440000'], null])
})

await step('payload', async () => {
  const name = await cities()
  const payload = async id => (await client.retrieve(name, { ids: [id] }))[0].payload
  await client.setPayload(name, { wait: true, payload: { size: 4, extra: { deep: 1 } }, points: [1] })
  assert.equal((await payload(1)).size, 4)
  await client.setPayload(name, { wait: true, payload: { more: 2 }, key: 'extra', points: [1] })
  assert.deepEqual((await payload(1)).extra, { deep: 1, more: 2 })
  await client.deletePayload(name, { wait: true, keys: ['extra.deep', 'tags'], filter: { must: [{ key: 'city', match: { value: 'Berlin' } }] } })
  assert.deepEqual((await payload(1)).extra, { more: 2 })
  await client.overwritePayload(name, { wait: true, payload: { only: true }, points: [2] })
  assert.deepEqual(await payload(2), { only: true })
  await client.clearPayload(name, { wait: true, points: [2] })
  assert.deepEqual(await payload(2), {})
  const done = await client.batchUpdate(name, {
    wait: true,
    operations: [
      { upsert: { points: [{ id: 7, vector: [5, 5], payload: { k: 1 } }] } },
      { set_payload: { payload: { k: 2 }, points: [7] } },
      { update_vectors: { points: [{ id: 7, vector: [6, 6] }] } },
      { delete: { points: [3] } },
    ],
  })
  assert.deepEqual(done.map(one => one.status), ['completed', 'completed', 'completed', 'completed'])
  const [seven] = await client.retrieve(name, { ids: [7], with_vector: true })
  assert.deepEqual([seven.payload, seven.vector], [{ k: 2 }, [6, 6]])
  assert.equal((await client.retrieve(name, { ids: [3] })).length, 0)
  await refused(404, /No point with id 99 found/, () => client.setPayload(name, { wait: true, payload: { a: 1 }, points: [99] }))
})

await step('filters', async () => {
  const name = await cities()
  const uuid = '550e8400-e29b-41d4-a716-446655440000'
  const found = async filter => ids((await client.scroll(name, { filter })).points)
  const cases = [
    [{ must: [{ key: 'city', match: { value: 'Berlin' } }] }, [1, 2]],
    [{ must_not: [{ key: 'city', match: { value: 'Berlin' } }] }, [3, uuid]],
    [{ should: [{ key: 'city', match: { value: 'London' } }, { key: 'size', match: { value: 3 } }] }, [1, 3]],
    [{ must: { key: 'size', range: { gt: 3, lte: 8 } } }, [2, 3]],
    [{ must: [{ key: 'city', match: { any: ['London', 'Moscow'] } }] }, [3, uuid]],
    [{ must: [{ key: 'city', match: { except: ['London', 'Moscow'] } }] }, [1, 2]],
    [{ must: [{ key: 'tags', match: { value: 'b' } }] }, [1, 2]],
    [{ must: [{ key: 'text', match: { text: 'quick brown' } }] }, [1]],
    [{ must: [{ key: 'at', range: { gte: '2024-06-01T00:00:00Z' } }] }, [2, 3]],
    [{ must: [{ key: 'tags', values_count: { gte: 1 } }] }, [1, 2]],
    [{ must: [{ is_empty: { key: 'tags' } }] }, [3, uuid]],
    [{ must: [{ is_null: { key: 'none' } }] }, [3]],
    [{ must: [{ has_id: [1, uuid] }] }, [1, uuid]],
    [{ must: [{ nested: { key: 'nested', filter: { must: [{ key: 'x', match: { value: 1 } }, { key: 'y', match: { value: 2 } }] } } }] }, [uuid]],
    [{ must: [{ nested: { key: 'nested', filter: { must: [{ key: 'x', match: { value: 1 } }, { key: 'y', match: { value: 1 } }] } } }] }, []],
    [{ must: [{ key: 'nested[].x', match: { value: 2 } }] }, [uuid]],
    [{ must: [{ key: 'place', geo_radius: { center: { lon: 13.4, lat: 52.5 }, radius: 1000 } }] }, [1]],
    [{ must: [{ key: 'place', geo_bounding_box: { top_left: { lon: 13, lat: 53 }, bottom_right: { lon: 14, lat: 52 } } }] }, [1, 2]],
    [{ must: [{ key: 'place', geo_polygon: { exterior: { points: [{ lon: -1, lat: 51 }, { lon: 1, lat: 51 }, { lon: 1, lat: 52 }, { lon: -1, lat: 52 }, { lon: -1, lat: 51 }] } } }] }, [3]],
    [{ min_should: { conditions: [{ key: 'city', match: { value: 'Berlin' } }, { key: 'size', range: { gte: 5 } }, { key: 'tags', match: { value: 'a' } }], min_count: 2 } }, [1, 2]],
    [{ must: [{ should: [{ has_id: [1] }, { has_id: [3] }] }, { key: 'size', range: { lt: 5 } }] }, [1]],
  ]
  for (const [filter, expected] of cases) {
    assert.deepEqual(await found(filter), expected, JSON.stringify(filter))
  }
  for (const [field, schema] of [['city', 'keyword'], ['size', 'integer'], ['at', 'datetime'], ['place', 'geo'], ['tags', { type: 'keyword', is_tenant: true }], ['text', { type: 'text', tokenizer: 'word', lowercase: true, min_token_len: 2 }]]) {
    assert.equal((await client.createPayloadIndex(name, { field_name: field, field_schema: schema, wait: true })).status, 'completed')
  }
  for (const [filter, expected] of cases.filter(([filter]) => !JSON.stringify(filter).includes('"text":'))) {
    assert.deepEqual(await found(filter), expected, `indexed ${JSON.stringify(filter)}`)
  }
  assert.deepEqual(await found({ must: [{ key: 'text', match: { text: 'FOX quick' } }] }), [1, 2])
  const schema = (await client.getCollection(name)).payload_schema
  assert.deepEqual(schema.size, { data_type: 'integer', points: 3 })
  assert.equal(schema.text.params.tokenizer, 'word')
  await client.deletePayloadIndex(name, 'city', { wait: true })
  assert.equal((await client.getCollection(name)).payload_schema.city, undefined)
  await refused(400, /Format error in JSON body/, () => client.scroll(name, { filter: { must: [{ key: 'a', sounds_like: 1 }] } }))
})

await step('order, facets, count', async () => {
  const name = await cities()
  await refused(400, /No range index for `order_by` key: `size`/, () => client.scroll(name, { order_by: 'size' }))
  await client.createPayloadIndex(name, { field_name: 'size', field_schema: 'integer', wait: true })
  await client.createPayloadIndex(name, { field_name: 'city', field_schema: 'keyword', wait: true })
  const descending = await client.scroll(name, { order_by: { key: 'size', direction: 'desc' } })
  assert.deepEqual(descending.points.map(point => [point.id, point.order_value]), [[3, 8], [2, 5], [1, 3]])
  assert.deepEqual(ids((await client.scroll(name, { order_by: { key: 'size', start_from: 5 } })).points), [2, 3])
  assert.deepEqual((await client.facet(name, { key: 'city' })).hits, [{ value: 'Berlin', count: 2 }, { value: 'London', count: 1 }, { value: 'Moscow', count: 1 }])
  assert.deepEqual((await client.facet(name, { key: 'city', filter: { must: [{ key: 'size', range: { gt: 4 } }] }, limit: 1 })).hits, [{ value: 'Berlin', count: 1 }])
  await refused(400, /No appropriate index for faceting/, () => client.facet(name, { key: 'tags' }))
  assert.equal((await client.count(name, { filter: { must: [{ key: 'city', match: { value: 'Berlin' } }] }, exact: true })).count, 2)
})

await step('query', async () => {
  const name = await cities()
  const uuid = '550e8400-e29b-41d4-a716-446655440000'
  const query = async args => (await client.query(name, args)).points
  const plain = await query({ query: [1, 0], limit: 3 })
  assert.deepEqual(ids(plain), [1, 2, 3])
  assert.deepEqual(plain.map(point => point.payload ?? null), [null, null, null])
  near(plain[1].score, 0.9)
  assert.deepEqual(ids(await query({ query: 1 })), [2, 3, uuid])
  assert.deepEqual(ids(await query({ query: [1, 0], offset: 1, limit: 2 })), [2, 3])
  assert.deepEqual(ids(await query({ query: [1, 0], score_threshold: 0.5 })), [1, 2])
  assert.deepEqual((await query({ query: [1, 0], limit: 1, with_payload: ['size'], with_vector: true }))[0], { ...(await query({ query: [1, 0], limit: 1 }))[0], payload: { size: 3 }, vector: [1, 0] })
  assert.deepEqual(ids(await query({ query: { recommend: { positive: [1], negative: [3] } }, limit: 1 })), [2])
  assert.deepEqual(ids(await query({ query: { recommend: { positive: [1], negative: [uuid], strategy: 'best_score' } } })), [2, 3])
  assert.deepEqual(ids(await query({ query: { recommend: { positive: [1, [1, 0]], negative: [], strategy: 'sum_scores' } }, limit: 1 })), [2])
  assert.deepEqual(ids(await query({ query: { discover: { target: [0, 1], context: [{ positive: [1, 0], negative: [-1, 0] }] } }, limit: 1 })), [2])
  assert.equal((await query({ query: { context: [{ positive: 1, negative: uuid }] } })).length, 2)
  const rrf = await query({ prefetch: [{ query: [1, 0], limit: 2 }, { query: [0, 1], limit: 2 }], query: { fusion: 'rrf' } })
  assert.equal(rrf.length, 3)
  near(rrf.find(point => point.id === 1).score, 0.5)
  near(rrf.find(point => point.id === 2).score, 2 / 3)
  const weighted = await query({ prefetch: [{ query: [1, 0], limit: 2 }, { query: [0, 1], limit: 2 }], query: { rrf: { k: 10, weights: [3, 1] } } })
  near(weighted.find(point => point.id === 1).score, 1 / (1 / 3 + 9))
  const dbsf = await query({ prefetch: [{ query: [1, 0], limit: 3 }], query: { fusion: 'dbsf' } })
  near(dbsf[0].score, (1 - (1.9 / 3 - 3 * 0.5507570547)) / (6 * 0.5507570547))
  assert.deepEqual(ids(await query({ prefetch: { query: [1, 0], limit: 2 }, query: [0, 1] })), [2, 1])
  await client.createPayloadIndex(name, { field_name: 'size', field_schema: 'integer', wait: true })
  assert.deepEqual(ids(await query({ query: { order_by: { key: 'size', direction: 'desc' } } })), [3, 2, 1])
  assert.equal((await query({ query: { sample: 'random' }, limit: 2 })).length, 2)
  assert.deepEqual(ids(await query({ limit: 2 })), [1, 2])
  const formula = await query({ prefetch: { query: [1, 0], limit: 3 }, query: { formula: { sum: ['$score', { mult: [10, { key: 'city', match: { value: 'London' } }] }] } } })
  assert.deepEqual(ids(formula), [3, 1, 2])
  const mmr = await query({ query: { nearest: [1, 0], mmr: { diversity: 1, candidates_limit: 4 } }, limit: 2 })
  assert.deepEqual(ids(mmr), [1, uuid])
  const batch = await client.queryBatch(name, { searches: [{ query: [1, 0], limit: 1 }, { query: [0, 1], limit: 1, with_payload: true }] })
  assert.deepEqual(batch.map(one => ids(one.points)), [[1], [3]])
  const groups = await client.queryGroups(name, { query: [1, 0], group_by: 'city', group_size: 1, limit: 2 })
  assert.deepEqual(groups.groups.map(group => [group.id, ids(group.hits)]), [['Berlin', [1]], ['London', [3]]])
  await refused(404, /No point with id 99 found/, () => client.query(name, { query: 99 }))
  await refused(400, /Not existing vector name error: other/, () => client.query(name, { query: [1, 0], using: 'other' }))
  await refused(400, /Can't have prefetches without defining a query/, () => client.query(name, { prefetch: { query: [1, 0] } }))
  await refused(422, /limit: value 0 invalid/, () => client.query(name, { query: [1, 0], limit: 0 }))
  assert.equal((await client.searchMatrixPairs(name, { sample: 4, limit: 1 })).pairs.length, 4)
  assert.equal((await client.searchMatrixOffsets(name, { sample: 4, limit: 2 })).offsets_row.length, 8)
})

await step('named, sparse and multi vectors', async () => {
  const name = unique('kinds')
  await client.createCollection(name, {
    vectors: { image: { size: 3, distance: 'Euclid' }, late: { size: 2, distance: 'Dot', multivector_config: { comparator: 'max_sim' } } },
    sparse_vectors: { words: { modifier: 'idf' }, raw: {} },
  })
  await client.upsert(name, {
    wait: true,
    points: [
      { id: 1, vector: { image: [0, 0, 1], words: { indices: [1, 7], values: [1, 1] }, raw: { indices: [7, 3], values: [0.5, 2] }, late: [[1, 0], [0, 1]] } },
      { id: 2, vector: { image: [0, 0, 3], words: { indices: [7], values: [2] } } },
      { id: 3, vector: { words: { indices: [9], values: [1] }, late: [[0.5, 0.5]] } },
    ],
  })
  const image = (await client.query(name, { query: [0, 0, 0], using: 'image' })).points
  assert.deepEqual(image.map(point => [point.id, point.score]), [[1, 1], [2, 3]])
  assert.deepEqual(ids((await client.query(name, { query: [0, 0, 0], using: 'image', score_threshold: 2 })).points), [1])
  const raw = (await client.query(name, { query: { indices: [3, 9], values: [2, 1] }, using: 'raw', with_vector: ['raw'] })).points
  assert.deepEqual([raw[0].id, raw[0].score, raw[0].vector], [1, 4, { raw: { indices: [3, 7], values: [2, 0.5] } }])
  const words = (await client.query(name, { query: { indices: [7], values: [1] }, using: 'words' })).points
  assert.deepEqual(ids(words), [2, 1])
  near(words[1].score, Math.log((3 - 2 + 0.5) / (2 + 0.5) + 1))
  const late = (await client.query(name, { query: [[1, 0], [0, 1]], using: 'late' })).points
  assert.deepEqual(late.map(point => [point.id, point.score]), [[1, 2], [3, 1]])
  const hybrid = (await client.query(name, { prefetch: [{ query: [0, 0, 0], using: 'image' }, { query: { indices: [7], values: [1] }, using: 'words' }], query: { fusion: 'rrf' } })).points
  assert.equal(hybrid.length, 2)
  assert.deepEqual(ids((await client.scroll(name, { filter: { must: [{ has_vector: 'late' }] } })).points), [1, 3])
  await client.updateVectors(name, { wait: true, points: [{ id: 2, vector: { late: [[9, 9]] } }] })
  await client.deleteVectors(name, { wait: true, points: [1], vector: ['late'] })
  assert.deepEqual(ids((await client.scroll(name, { filter: { must: [{ has_vector: 'late' }] } })).points), [2, 3])
  await client.createVectorName(name, 'extra', { dense: { size: 2, distance: 'Dot' } }).catch(() => undefined)
  await refused(400, /Conversion between sparse and regular vectors failed/, () => client.query(name, { query: [1, 2, 3], using: 'words' }))
})

await step('lookups', async () => {
  const name = await cities()
  const other = unique('vectors')
  await client.createCollection(other, { vectors: { v: { size: 2, distance: 'Dot' } } })
  await client.upsert(other, { wait: true, points: [{ id: 77, vector: { v: [0, 1] }, payload: { title: 'seventy-seven' } }] })
  assert.deepEqual(ids((await client.query(name, { query: 77, lookup_from: { collection: other, vector: 'v' }, limit: 1 })).points), [3])
  await client.setPayload(name, { wait: true, payload: { document: 77 }, points: [1, 2] })
  const groups = await client.queryGroups(name, { query: [1, 0], group_by: 'document', group_size: 5, limit: 5, with_lookup: { collection: other, with_payload: true } })
  assert.deepEqual(groups.groups.map(group => [group.id, ids(group.hits), group.lookup.payload.title]), [[77, [1, 2], 'seventy-seven']])
})

await step('calls of older clients', async () => {
  const name = await cities()
  const post = async (path, body) => {
    const response = await fetch(`${process.env.EVENTAI_QDRANT_REST}/collections/${name}/points/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return (await response.json()).result
  }
  assert.deepEqual(ids(await post('search', { vector: [1, 0], limit: 2 })), [1, 2])
  assert.deepEqual((await post('search/batch', { searches: [{ vector: [1, 0], limit: 1 }, { vector: [0, 1], limit: 1 }] })).map(ids), [[1], [3]])
  assert.deepEqual(ids(await post('recommend', { positive: [1], limit: 1 })), [2])
  assert.equal((await post('discover', { target: 1, context: [{ positive: 2, negative: 3 }], limit: 1 })).length, 1)
  assert.deepEqual((await post('search/groups', { vector: [1, 0], group_by: 'city', group_size: 2, limit: 1 })).groups.map(group => ids(group.hits)), [[1, 2]])
})

await step('strict mode and conditional upserts', async () => {
  const name = unique('strict')
  await client.createCollection(name, { vectors: { size: 1, distance: 'Dot' }, strict_mode_config: { enabled: true, max_query_limit: 5 } })
  await client.upsert(name, { wait: true, points: [{ id: 1, vector: [1], payload: { v: 1 } }] })
  await refused(400, /Limit exceeded 10 > 5 for "limit"/, () => client.query(name, { query: [1], limit: 10 }))
  await client.upsert(name, { wait: true, points: [{ id: 1, vector: [2] }, { id: 2, vector: [2] }], update_mode: 'insert_only' })
  await client.upsert(name, { wait: true, points: [{ id: 1, vector: [3], payload: { v: 2 } }], update_filter: { must: [{ key: 'v', match: { value: 7 } }] } })
  assert.deepEqual((await client.retrieve(name, { ids: [1, 2], with_vector: true })).map(point => point.vector), [[1], [2]])
})

await step('strict mode: filters, batches, indexes', async () => {
  const name = unique('strict')
  await client.createCollection(name, {
    vectors: { size: 1, distance: 'Dot' },
    strict_mode_config: {
      enabled: true, unindexed_filtering_retrieve: false, unindexed_filtering_update: false, filter_max_conditions: 3, condition_max_size: 2,
      search_max_batchsize: 1, search_max_hnsw_ef: 50, search_allow_exact: false, search_max_oversampling: 2, max_payload_index_count: 2,
    },
  })
  await client.createPayloadIndex(name, { field_name: 'city', field_schema: 'keyword', wait: true })
  await client.createPayloadIndex(name, { field_name: 'size', field_schema: 'integer', wait: true })
  await client.upsert(name, { wait: true, points: [{ id: 1, vector: [1], payload: { city: 'Bern', size: 5, year: 1191 } }] })
  const filtered = (...must) => ({ query: [1], filter: { must } })
  const city = { key: 'city', match: { value: 'Bern' } }
  assert.deepEqual(ids((await client.query(name, filtered(city, { key: 'size', range: { gte: 1 } }))).points), [1])
  await refused(400, /Index required but not found for "year" of one of the following types: \[integer\]/, () => client.query(name, filtered({ key: 'year', match: { value: 1191 } })))
  await refused(400, /Index required but not found for "year" of one of the following types: \[float, integer\]/, () => client.scroll(name, { filter: { should: [{ key: 'year', range: { gt: 0 } }] } }))
  await refused(400, /for "city" of one of the following types: \[text\]/, () => client.count(name, { filter: { must: [{ key: 'city', match: { text: 'Be' } }] } }))
  await refused(400, /for "parts\[\]\.name" of one of the following types: \[keyword\]/, () => client.count(name, { filter: { must: [{ nested: { key: 'parts', filter: { must: [{ key: 'name', match: { value: 'a' } }] } } }] } }))
  await refused(400, /Index required but not found for "year"/, () => client.delete(name, { filter: { must: [{ key: 'year', match: { value: 1191 } }] } }))
  await refused(400, /Index required but not found for "year"/, () => client.setPayload(name, { payload: { a: 1 }, filter: { must: [{ is_empty: { key: 'year' } }] } }))
  await refused(400, /Filter condition limit reached \(4 > 3\)/, () => client.query(name, filtered(city, city, { must: [city, city] })))
  await refused(400, /Condition size limit reached \(3 > 2\)/, () => client.query(name, filtered({ key: 'city', match: { any: ['a', 'b', 'c'] } })))
  await refused(400, /Limit exceeded 2 > 1 for "search batch size"/, () => client.queryBatch(name, { searches: [{ query: [1] }, { query: [1] }] }))
  await refused(400, /Limit exceeded 100 > 50 for "hnsw_ef"/, () => client.query(name, { query: [1], params: { hnsw_ef: 100 } }))
  await refused(400, /Limit exceeded 3 > 2 for "oversampling"/, () => client.query(name, { query: [1], params: { quantization: { oversampling: 3 } } }))
  await refused(400, /Exact search disabled!/, () => client.query(name, { query: [1], params: { exact: true } }))
  await refused(400, /Index required but not found for "year"/, () => client.queryGroups(name, { query: [1], group_by: 'year' }))
  await refused(400, /maximum number of payload indices \(2\)/, () => client.createPayloadIndex(name, { field_name: 'year', field_schema: 'integer', wait: true }))
  assert.equal((await client.count(name, { filter: { must: [city] } })).count, 1)
})

{
  await step('snapshots', async () => {
    const name = await cities()
    const snapshot = await client.createSnapshot(name)
    assert.match(snapshot.name, /\.snapshot$/)
    assert.ok(snapshot.size > 0)
    assert.deepEqual((await client.listSnapshots(name)).map(one => one.name), [snapshot.name])
    const url = `${process.env.EVENTAI_QDRANT_REST}/collections/${name}/snapshots`
    const bytes = await (await fetch(`${url}/${snapshot.name}`)).arrayBuffer()
    assert.equal(bytes.byteLength, snapshot.size)
    await client.delete(name, { wait: true, points: [1, 2] })
    assert.equal(await client.recoverSnapshot(name, { location: `${url}/${snapshot.name}`, checksum: snapshot.checksum }), true)
    assert.equal((await client.count(name)).count, 4)
    const copy = unique('copy')
    const form = new FormData()
    form.append('snapshot', new Blob([bytes]), snapshot.name)
    const uploaded = await fetch(`${process.env.EVENTAI_QDRANT_REST}/collections/${copy}/snapshots/upload?wait=true&priority=snapshot`, { method: 'POST', body: form })
    assert.equal(uploaded.status, 200, await uploaded.clone().text())
    assert.equal((await client.count(copy)).count, 4)
    assert.deepEqual(ids((await client.query(copy, { query: [1, 0], limit: 1 })).points), [1])
    assert.equal(await client.deleteSnapshot(name, snapshot.name), true)
    await refused(404, /not found|does not exist/i, () => client.deleteSnapshot(name, snapshot.name))
    const full = await client.createFullSnapshot()
    assert.ok((await client.listFullSnapshots()).some(one => one.name === full.name))
    assert.equal(await client.deleteFullSnapshot(full.name), true)
  })
}

console.log('all ok')
