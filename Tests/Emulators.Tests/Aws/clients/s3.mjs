// @aws-sdk/client-s3 against the endpoint in EVENTAI_AWS; prints one line for each step, exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { client, code, s3, send, text } from './s3-client.mjs'
import { require, step } from './suite.mjs'

const { Upload } = require('@aws-sdk/lib-storage')
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner')
const Bucket = `suite-${randomUUID()}`

await step('buckets', async () => {
  await send('CreateBucket', { Bucket })
  await send('HeadBucket', { Bucket })
  assert.ok((await send('ListBuckets', {})).Buckets.some(b => b.Name === Bucket))
  assert.deepEqual(await code(send('HeadBucket', { Bucket: `none-${randomUUID()}` })), ['NotFound', 404])
  assert.deepEqual(await code(send('CreateBucket', { Bucket: 'Not_A_Name' })), ['InvalidBucketName', 400])
})

await step('objects: default checksums, streams, ranges, conditions, metadata', async () => {
  const put = await send('PutObject', { Bucket, Key: 'a/ä b', Body: 'hello world', Metadata: { one: '1' }, ContentType: 'text/plain' })
  assert.ok(put.ChecksumCRC32)
  const got = await send('GetObject', { Bucket, Key: 'a/ä b', ChecksumMode: 'ENABLED' })
  assert.equal(await text(got), 'hello world')
  assert.deepEqual([got.Metadata.one, got.ContentType, got.ETag], ['1', 'text/plain', put.ETag])
  assert.equal(await text(await send('GetObject', { Bucket, Key: 'a/ä b', Range: 'bytes=-5' })), 'world')
  const body = randomBytes(300_000)
  await send('PutObject', { Bucket, Key: 'stream', Body: Readable.from([body.subarray(0, 100_000), body.subarray(100_000)]), ContentLength: body.length })
  assert.deepEqual(Buffer.from(await (await send('GetObject', { Bucket, Key: 'stream' })).Body.transformToByteArray()), body)
  assert.deepEqual(await code(send('GetObject', { Bucket, Key: 'a/ä b', IfMatch: '"0"' })), ['PreconditionFailed', 412])
  assert.deepEqual(await code(send('PutObject', { Bucket, Key: 'stream', Body: 'x', IfNoneMatch: '*' })), ['PreconditionFailed', 412])
  assert.deepEqual(await code(send('GetObject', { Bucket, Key: 'none' })), ['NoSuchKey', 404])
  for (const algorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256']) {
    const stored = await send('PutObject', { Bucket, Key: `sum-${algorithm}`, Body: 'x', ChecksumAlgorithm: algorithm })
    assert.equal((await send('HeadObject', { Bucket, Key: `sum-${algorithm}`, ChecksumMode: 'ENABLED' }))[`Checksum${algorithm}`], stored[`Checksum${algorithm}`])
  }
})

await step('listings by pages', async () => {
  for (let i = 0; i < 25; i++) await send('PutObject', { Bucket, Key: `list/${String(i).padStart(2, '0')}/x`, Body: '' })
  const seen = []
  for await (const page of s3.paginateListObjectsV2({ client, pageSize: 7 }, { Bucket, Prefix: 'list/', Delimiter: '/' })) seen.push(...(page.CommonPrefixes ?? []).map(p => p.Prefix))
  assert.deepEqual(seen, Array.from({ length: 25 }, (_, i) => `list/${String(i).padStart(2, '0')}/`))
  const deleted = await send('DeleteObjects', { Bucket, Delete: { Objects: seen.map(p => ({ Key: `${p}x` })) } })
  assert.equal(deleted.Deleted.length, 25)
})

await step('multipart by lib-storage, and its copy', async () => {
  const body = randomBytes(12 * 1024 * 1024)
  const done = await new Upload({ client, params: { Bucket, Key: 'multi', Body: Readable.from([body]) }, partSize: 5 * 1024 * 1024, queueSize: 3 }).done()
  assert.match(done.ETag, /-3"$/)
  const hash = createHash('sha256')
  for await (const piece of (await send('GetObject', { Bucket, Key: 'multi' })).Body) hash.update(piece)
  assert.equal(hash.digest('hex'), createHash('sha256').update(body).digest('hex'))
  const { UploadId } = await send('CreateMultipartUpload', { Bucket, Key: 'copied' })
  const copied = await send('UploadPartCopy', { Bucket, Key: 'copied', UploadId, PartNumber: 1, CopySource: `${Bucket}/multi`, CopySourceRange: 'bytes=0-9' })
  await send('CompleteMultipartUpload', { Bucket, Key: 'copied', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: copied.CopyPartResult.ETag }] } })
  assert.deepEqual(Buffer.from(await (await send('GetObject', { Bucket, Key: 'copied' })).Body.transformToByteArray()), body.subarray(0, 10))
  const ordered = await send('CreateMultipartUpload', { Bucket, Key: 'ordered' })
  const parts = []
  for (const PartNumber of [1, 2]) parts.push({ PartNumber, ETag: (await send('UploadPart', { Bucket, Key: 'ordered', UploadId: ordered.UploadId, PartNumber, Body: 'x' })).ETag })
  assert.deepEqual(await code(send('CompleteMultipartUpload', { Bucket, Key: 'ordered', UploadId: ordered.UploadId, MultipartUpload: { Parts: parts.toReversed() } })), ['InvalidPartOrder', 400])
  const aborted = await send('CreateMultipartUpload', { Bucket, Key: 'aborted' })
  await send('AbortMultipartUpload', { Bucket, Key: 'aborted', UploadId: aborted.UploadId })
  assert.deepEqual(await code(send('ListParts', { Bucket, Key: 'aborted', UploadId: aborted.UploadId })), ['NoSuchUpload', 404])
})

await step('presigned: put and get without the SDK', async () => {
  const put = await getSignedUrl(client, new s3.PutObjectCommand({ Bucket, Key: 'signed' }), { expiresIn: 60 })
  assert.equal((await fetch(put, { method: 'PUT', body: 'by url' })).status, 200)
  const get = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'signed', ResponseContentType: 'text/x' }), { expiresIn: 60 })
  const answer = await fetch(get)
  assert.deepEqual([await answer.text(), answer.headers.get('content-type')], ['by url', 'text/x'])
})

await step('versions and delete markers', async () => {
  await send('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const first = await send('PutObject', { Bucket, Key: 'v', Body: '1' })
  await send('PutObject', { Bucket, Key: 'v', Body: '2' })
  const gone = await send('DeleteObject', { Bucket, Key: 'v' })
  assert.equal(gone.DeleteMarker, true)
  assert.equal(await text(await send('GetObject', { Bucket, Key: 'v', VersionId: first.VersionId })), '1')
  const versions = await send('ListObjectVersions', { Bucket, Prefix: 'v' })
  assert.deepEqual([versions.Versions.length, versions.DeleteMarkers.length, versions.DeleteMarkers[0].IsLatest], [2, 1, true])
})

await step('tags and configurations go round', async () => {
  await send('PutObjectTagging', { Bucket, Key: 'signed', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } })
  assert.deepEqual((await send('GetObjectTagging', { Bucket, Key: 'signed' })).TagSet, [{ Key: 'k', Value: 'v' }])
  await send('PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'b', Value: 'c' }] } })
  assert.deepEqual((await send('GetBucketTagging', { Bucket })).TagSet, [{ Key: 'b', Value: 'c' }])
  assert.equal((await send('GetBucketEncryption', { Bucket })).ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm, 'AES256')
  assert.deepEqual(await code(send('GetBucketLifecycleConfiguration', { Bucket })), ['NoSuchLifecycleConfiguration', 404])
  await send('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules: [{ ID: 'r', Status: 'Enabled', Filter: { Prefix: 'x' }, Expiration: { Days: 3 } }] } })
  assert.equal((await send('GetBucketLifecycleConfiguration', { Bucket })).Rules[0].Expiration.Days, 3)
  await send('PutBucketCors', { Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] } })
  assert.equal((await send('GetBucketCors', { Bucket })).CORSRules[0].AllowedMethods[0], 'GET')
  assert.equal((await send('GetBucketAcl', { Bucket })).Grants[0].Permission, 'FULL_CONTROL')
  assert.deepEqual(await code(send('PutBucketAcl', { Bucket, ACL: 'public-read' })), ['AccessControlListNotSupported', 400])
})

await step('what is not there says so', async () => {
  assert.deepEqual(await code(send('GetObjectTorrent', { Bucket, Key: 'x' })), ['NotImplemented', 501])
})

console.log('all ok')
