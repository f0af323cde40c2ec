// @aws-sdk/client-s3: locks, browsers (preflights and forms), customer keys, and what is kept without effect. One line for each step; exits with 1 at the first that fails.
import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { code, send, text } from './s3-client.mjs'
import { settings, step } from './suite.mjs'

const Bucket = `guard-${randomUUID()}`
const url = `${process.env.EVENTAI_AWS}/${Bucket}`

await step('object lock: retention, legal hold, governance bypassed', async () => {
  await send('CreateBucket', { Bucket, ObjectLockEnabledForBucket: true })
  assert.equal((await send('GetBucketVersioning', { Bucket })).Status, 'Enabled')
  assert.equal((await send('GetObjectLockConfiguration', { Bucket })).ObjectLockConfiguration.ObjectLockEnabled, 'Enabled')
  const until = new Date(Math.floor(Date.now() / 1000 + 3600) * 1000)
  const { VersionId } = await send('PutObject', { Bucket, Key: 'kept', Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until })
  const head = await send('HeadObject', { Bucket, Key: 'kept' })
  assert.deepEqual([head.ObjectLockMode, head.ObjectLockRetainUntilDate], ['GOVERNANCE', until])
  assert.deepEqual(await code(send('DeleteObject', { Bucket, Key: 'kept', VersionId })), ['AccessDenied', 403])
  await send('PutObjectLegalHold', { Bucket, Key: 'kept', LegalHold: { Status: 'ON' } })
  assert.equal((await send('GetObjectLegalHold', { Bucket, Key: 'kept' })).LegalHold.Status, 'ON')
  assert.deepEqual(await code(send('DeleteObject', { Bucket, Key: 'kept', VersionId, BypassGovernanceRetention: true })), ['AccessDenied', 403])
  await send('PutObjectLegalHold', { Bucket, Key: 'kept', LegalHold: { Status: 'OFF' } })
  const errors = (await send('DeleteObjects', { Bucket, Delete: { Objects: [{ Key: 'kept', VersionId }] } })).Errors
  assert.deepEqual(errors.map(e => [e.Key, e.Code]), [['kept', 'AccessDenied']])
  assert.equal((await send('GetObjectRetention', { Bucket, Key: 'kept' })).Retention.Mode, 'GOVERNANCE')
  await send('DeleteObject', { Bucket, Key: 'kept', VersionId, BypassGovernanceRetention: true })
  assert.deepEqual(await code(send('HeadObject', { Bucket, Key: 'kept' })), ['NotFound', 404])
  await send('PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } })
  const made = await send('PutObject', { Bucket, Key: 'by-default', Body: 'x' })
  assert.equal((await send('HeadObject', { Bucket, Key: 'by-default' })).ObjectLockMode, 'GOVERNANCE')
  await send('DeleteObject', { Bucket, Key: 'by-default', VersionId: made.VersionId, BypassGovernanceRetention: true })
  await send('PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } })
})

await step('CORS: rules go round, preflights are answered by them', async () => {
  assert.deepEqual(await code(send('GetBucketCors', { Bucket })), ['NoSuchCORSConfiguration', 404])
  const CORSRules = [{ AllowedOrigins: ['https://*.example.org'], AllowedMethods: ['PUT'], AllowedHeaders: ['x-amz-*'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 60 }]
  await send('PutBucketCors', { Bucket, CORSConfiguration: { CORSRules } })
  assert.deepEqual((await send('GetBucketCors', { Bucket })).CORSRules, CORSRules)
  const ask = (origin, method) => fetch(`${url}/k`, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'x-amz-date' } })
  const allowed = await ask('https://a.example.org', 'PUT')
  assert.deepEqual(
    [allowed.status, allowed.headers.get('access-control-allow-origin'), allowed.headers.get('access-control-allow-methods'), allowed.headers.get('access-control-max-age')],
    [200, 'https://a.example.org', 'PUT', '60'])
  assert.equal((await ask('https://a.example.org', 'DELETE')).status, 403)
  assert.equal((await ask('https://elsewhere.org', 'PUT')).status, 403)
  await send('DeleteBucketCors', { Bucket })
  assert.equal((await ask('https://a.example.org', 'PUT')).status, 403)
})

await step('forms: a signed policy lets in what it says', async () => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const scope = `${day}/us-east-1/s3/aws4_request`
  const hmac = (key, data) => createHmac('sha256', key).update(data).digest()
  const post = (conditions, fields, file = 'hello') => {
    const given = { 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': `${settings.credentials.accessKeyId}/${scope}`, 'x-amz-date': `${day}T000000Z` }
    const policy = { expiration: new Date(Date.now() + 600_000).toISOString(), conditions: [{ bucket: Bucket }, ...Object.entries(given).map(([k, v]) => ({ [k]: v })), ...conditions] }
    const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
    const key = scope.split('/').reduce(hmac, `AWS4${settings.credentials.secretAccessKey}`)
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...given, ...fields, Policy: encoded, 'x-amz-signature': hmac(key, encoded).toString('hex') })) form.append(name, value)
    form.append('file', new Blob([file]), 'f.txt')
    return fetch(url, { method: 'POST', body: form, redirect: 'manual' })
  }
  const conditions = [['starts-with', '$key', 'in/'], ['content-length-range', 1, 100], { success_action_status: '201' }, ['eq', '$Content-Type', 'text/plain']]
  const fields = { key: 'in/${filename}', success_action_status: '201', 'Content-Type': 'text/plain' }
  const made = await post(conditions, fields)
  assert.equal(made.status, 201)
  assert.match(await made.text(), /<Key>in\/f.txt<\/Key>/)
  const got = await send('GetObject', { Bucket, Key: 'in/f.txt' })
  assert.deepEqual([await text(got), got.ContentType], ['hello', 'text/plain'])
  assert.equal((await post(conditions, { ...fields, key: 'out/x' })).status, 403)
  assert.equal((await post(conditions, fields, 'x'.repeat(101))).status, 400)
  assert.equal((await post(conditions, { ...fields, 'x-amz-meta-more': '1' })).status, 403)
})

await step('customer keys: the same key reads, no other one does', async () => {
  const key = randomBytes(32)
  const sse = k => ({ SSECustomerAlgorithm: 'AES256', SSECustomerKey: k.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(k).digest('base64') })
  const put = await send('PutObject', { Bucket, Key: 'secret', Body: 'mine', ...sse(key) })
  assert.equal(put.SSECustomerAlgorithm, 'AES256')
  assert.equal(await text(await send('GetObject', { Bucket, Key: 'secret', ...sse(key) })), 'mine')
  assert.equal((await code(send('GetObject', { Bucket, Key: 'secret' })))[1], 400)
  assert.equal((await code(send('GetObject', { Bucket, Key: 'secret', ...sse(randomBytes(32)) })))[1], 403)
  const copy = sse(randomBytes(32))
  const source = Object.fromEntries(Object.entries(sse(key)).map(([name, value]) => [`CopySource${name}`, value]))
  await send('CopyObject', { Bucket, Key: 'copy', CopySource: `${Bucket}/secret`, ...source, ...copy })
  assert.equal(await text(await send('GetObject', { Bucket, Key: 'copy', ...copy })), 'mine')
})

await step('ACL, policy and public access: kept and answered, or refused by name', async () => {
  await send('PutObject', { Bucket, Key: 'plain', Body: 'x', ACL: 'private' })
  const acl = await send('GetObjectAcl', { Bucket, Key: 'plain' })
  assert.deepEqual(acl.Grants.map(g => [g.Grantee.Type, g.Permission]), [['CanonicalUser', 'FULL_CONTROL']])
  assert.equal((await send('GetBucketAcl', { Bucket })).Owner.ID, acl.Owner.ID)
  assert.deepEqual(await code(send('PutObject', { Bucket, Key: 'plain', Body: 'x', ACL: 'public-read' })), ['AccessControlListNotSupported', 400])
  assert.deepEqual(await code(send('PutBucketAcl', { Bucket, ACL: 'public-read-write' })), ['AccessControlListNotSupported', 400])
  assert.deepEqual(await code(send('GetBucketPolicy', { Bucket })), ['NoSuchBucketPolicy', 404])
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: `arn:aws:s3:::${Bucket}` }] })
  await send('PutBucketPolicy', { Bucket, Policy })
  assert.deepEqual(JSON.parse((await send('GetBucketPolicy', { Bucket })).Policy), JSON.parse(Policy))
  await send('DeleteBucketPolicy', { Bucket })
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false }
  await send('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration })
  assert.deepEqual((await send('GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration, PublicAccessBlockConfiguration)
  assert.equal((await send('GetBucketOwnershipControls', { Bucket })).OwnershipControls.Rules[0].ObjectOwnership, 'BucketOwnerEnforced')
})

console.log('all ok')
