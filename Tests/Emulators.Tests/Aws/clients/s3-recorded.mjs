// @aws-sdk/client-s3: answers that S3 has been recorded with where one would guess otherwise. One line for each step; exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { code, send, text } from './s3-client.mjs'
import { step } from './suite.mjs'

const Bucket = `recorded-${randomUUID()}`
const put = (Key, rest = {}) => send('PutObject', { Bucket, Key, Body: 'hello', ...rest })
const refusal = promise => promise.then(() => assert.fail('it succeeded'), e => [e.name, e.$metadata.httpStatusCode, e.message])

await step('a bucket with tags, in a region there is', async () => {
  await send('CreateBucket', { Bucket, CreateBucketConfiguration: { Tags: [{ Key: 'a', Value: '1' }] } })
  assert.deepEqual((await send('GetBucketTagging', { Bucket })).TagSet, [{ Key: 'a', Value: '1' }])
  assert.deepEqual(await code(send('CreateBucket', { Bucket, CreateBucketConfiguration: { Tags: [{ Key: 'a', Value: '1' }] } })), ['BucketAlreadyOwnedByYou', 409])
  assert.deepEqual(await code(send('CreateBucket', { Bucket: `${Bucket}-2`, CreateBucketConfiguration: { LocationConstraint: 'nowhere' } })), ['InvalidLocationConstraint', 400])
  await send('CreateBucket', { Bucket: `${Bucket}-eu`, CreateBucketConfiguration: { LocationConstraint: 'EU' } })
  assert.equal((await send('GetBucketLocation', { Bucket: `${Bucket}-eu` })).LocationConstraint, 'EU')
  await send('PutBucketTagging', { Bucket, Tagging: { TagSet: [] } })
  assert.deepEqual(await code(send('GetBucketTagging', { Bucket })), ['NoSuchTagSet', 404])
  assert.deepEqual(await refusal(send('PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'aws:x', Value: '' }] } })), ['InvalidTag', 400, 'System tags cannot be added/updated by requester'])
})

await step('conditions of writes', async () => {
  const { ETag } = await put('key')
  assert.deepEqual(await code(put('key', { IfNoneMatch: '*' })), ['PreconditionFailed', 412])
  assert.deepEqual(await code(put('key', { IfNoneMatch: ETag })), ['NotImplemented', 501])
  assert.deepEqual(await code(put('key', { IfMatch: '*' })), ['NotImplemented', 501])
  assert.deepEqual(await code(put('key', { IfMatch: ETag, IfNoneMatch: '*' })), ['NotImplemented', 501])
  assert.deepEqual(await code(put('key', { StorageClass: 'OUTPOSTS' })), ['InvalidStorageClass', 400])
  const { UploadId } = await send('CreateMultipartUpload', { Bucket, Key: 'key' })
  const part = await send('UploadPart', { Bucket, Key: 'key', UploadId, PartNumber: 1, Body: 'x' })
  await put('key')
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] }
  assert.deepEqual(await code(send('CompleteMultipartUpload', { Bucket, Key: 'key', UploadId, MultipartUpload, IfMatch: ETag })), ['ConditionalRequestConflict', 409])
  assert.deepEqual(await refusal(send('CompleteMultipartUpload', { Bucket, Key: 'key', UploadId })), ['InvalidRequest', 400, 'You must specify at least one part'])
  await send('AbortMultipartUpload', { Bucket, Key: 'key', UploadId })
})

await step('checksums: of all that a range covers, of no part of a whole', async () => {
  const whole = await send('GetObject', { Bucket, Key: 'key', Range: 'bytes=0-99', ChecksumMode: 'ENABLED' })
  assert.equal(await text(whole), 'hello')
  assert.ok(whole.ChecksumCRC32)
  const part = await send('GetObject', { Bucket, Key: 'key', Range: 'bytes=1-2', ChecksumMode: 'ENABLED' })
  assert.deepEqual([await text(part), part.ChecksumCRC32], ['el', undefined])
})

await step('versions: "null" shows once there is versioning; ids that never were', async () => {
  assert.deepEqual(await code(send('GetObject', { Bucket, Key: 'key', VersionId: 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD' })), ['InvalidArgument', 400])
  assert.equal((await send('HeadObject', { Bucket, Key: 'key' })).VersionId, undefined)
  assert.deepEqual(await code(send('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'enabled' } })), ['MalformedXML', 400])
  await send('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  assert.equal((await send('HeadObject', { Bucket, Key: 'key' })).VersionId, 'null')
  const [error] = (await send('DeleteObjects', { Bucket, Delete: { Objects: [{ Key: 'key', VersionId: 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD' }] } })).Errors
  assert.equal(error.Code, 'NoSuchVersion')
  await send('DeleteObject', { Bucket, Key: 'key' })
  assert.deepEqual(await code(send('PutObjectTagging', { Bucket, Key: 'key', Tagging: { TagSet: [] } })), ['MethodNotAllowed', 405])
  assert.match((await refusal(send('DeleteBucket', { Bucket })))[2], /You must delete all versions/)
})

await step('lists: a marker within a prefix stands for all of it', async () => {
  for (const Key of ['dir/a/1', 'dir/a/2', 'dir/b']) await put(Key)
  const page = { Bucket, Prefix: 'dir/', Delimiter: '/' }
  assert.deepEqual((await send('ListObjects', { ...page, Marker: 'dir/a/1' })).Contents.map(o => o.Key), ['dir/b'])
  const versions = await send('ListObjectVersions', { ...page, KeyMarker: 'dir/a/1' })
  assert.deepEqual([versions.Versions.map(v => v.Key), versions.CommonPrefixes], [['dir/b'], undefined])
  for (const Key of ['dir/a/1', 'dir/a/2', 'dir/b']) await send('CreateMultipartUpload', { Bucket, Key })
  const uploads = await send('ListMultipartUploads', { ...page, KeyMarker: 'dir/a/1' })
  assert.deepEqual([uploads.Uploads.map(u => u.Key), uploads.CommonPrefixes, uploads.NextKeyMarker], [['dir/b'], undefined, 'dir/b'])
})

await step('expiration: the rule that ends it first', async () => {
  const rule = (ID, Prefix, Days) => ({ ID, Status: 'Enabled', Filter: { Prefix }, Expiration: { Days } })
  const made = await send('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules: [rule('later', '', 9), rule('soon er', 'tmp/', 3)] } })
  assert.equal(made.TransitionDefaultMinimumObjectSize, 'all_storage_classes_128K')
  assert.match((await put('tmp/x')).$metadata && (await send('HeadObject', { Bucket, Key: 'tmp/x' })).Expiration, /^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="soon%20er"$/)
  assert.match((await put('y')).Expiration, /rule-id="later"/)
  assert.deepEqual(await code(send('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules: [{ ID: 'x', Status: 'Enabled', Expiration: { Days: 1 } }] } })), ['MalformedXML', 400])
  await send('DeleteBucketLifecycle', { Bucket })
  assert.equal((await put('y')).Expiration, undefined)
})

await step('configurations by id', async () => {
  const analytics = Id => ({ Bucket, Id, AnalyticsConfiguration: { Id, StorageClassAnalysis: {} } })
  for (const id of ['b', 'a']) await send('PutBucketAnalyticsConfiguration', analytics(id))
  assert.deepEqual((await send('ListBucketAnalyticsConfigurations', { Bucket })).AnalyticsConfigurationList.map(c => c.Id), ['a', 'b'])
  await send('DeleteBucketAnalyticsConfiguration', { Bucket, Id: 'a' })
  assert.deepEqual(await code(send('GetBucketAnalyticsConfiguration', { Bucket, Id: 'a' })), ['NoSuchConfiguration', 404])
  assert.equal((await send('GetBucketAnalyticsConfiguration', { Bucket, Id: 'b' })).AnalyticsConfiguration.Id, 'b')
  const inventory = { Id: 'i', IsEnabled: true, IncludedObjectVersions: 'All', Schedule: { Frequency: 'Daily' }, Destination: { S3BucketDestination: { Bucket: `arn:aws:s3:::${Bucket}`, Format: 'CSV' } } }
  await send('PutBucketInventoryConfiguration', { Bucket, Id: 'i', InventoryConfiguration: inventory })
  assert.deepEqual((await send('GetBucketInventoryConfiguration', { Bucket, Id: 'i' })).InventoryConfiguration, inventory)
  assert.deepEqual(await code(send('PutBucketInventoryConfiguration', { Bucket, Id: 'j', InventoryConfiguration: inventory })), ['IdMismatch', 400])
  assert.deepEqual(await code(send('PutBucketMetricsConfiguration', { Bucket, Id: 'm', MetricsConfiguration: { Id: 'other' } })), ['MalformedXML', 400])
})

await step('archives: restored before they are read', async () => {
  await put('old', { StorageClass: 'GLACIER' })
  assert.deepEqual(await code(send('GetObject', { Bucket, Key: 'old' })), ['InvalidObjectState', 403])
  assert.deepEqual(await code(send('CopyObject', { Bucket, Key: 'copy', CopySource: `${Bucket}/old` })), ['InvalidObjectState', 403])
  const request = { Bucket, Key: 'old', RestoreRequest: { Days: 2 } }
  assert.equal((await send('RestoreObject', request)).$metadata.httpStatusCode, 202)
  assert.equal(await text(await send('GetObject', { Bucket, Key: 'old' })), 'hello')
  assert.match((await send('HeadObject', { Bucket, Key: 'old' })).Restore, /^ongoing-request="false", expiry-date=".* 00:00:00 GMT"$/)
  assert.equal((await send('RestoreObject', request)).$metadata.httpStatusCode, 200)
  assert.deepEqual(await code(send('RestoreObject', { ...request, Key: 'y' })), ['InvalidObjectState', 403])
})

await step('copies: onto itself with a change, from a key with a plus for a space', async () => {
  assert.deepEqual(await code(send('CopyObject', { Bucket, Key: 'y', CopySource: `${Bucket}/y` })), ['InvalidRequest', 400])
  await send('CopyObject', { Bucket, Key: 'y', CopySource: `${Bucket}/y`, WebsiteRedirectLocation: '/z' })
  assert.equal((await send('HeadObject', { Bucket, Key: 'y' })).WebsiteRedirectLocation, undefined)
  await put('a b')
  await send('CopyObject', { Bucket, Key: 'c', CopySource: `${Bucket}/a+b` })
  assert.deepEqual(await refusal(send('CopyObject', { Bucket, Key: 'c', CopySource: 'nothing' })), ['InvalidArgument', 400, 'Invalid copy source object key'])
})

console.log('all ok')
