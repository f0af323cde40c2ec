// What the suites of S3 share: the client, a call by its name, the name and status of a refusal, a body as text.
import assert from 'node:assert/strict'
import { require, settings } from './suite.mjs'

export const s3 = require('@aws-sdk/client-s3')
export const client = new s3.S3Client({ ...settings, forcePathStyle: true, maxAttempts: 1 })
export const send = (name, input) => client.send(new s3[`${name}Command`](input))

export async function code(promise) {
  const error = await promise.then(() => null, e => e)
  assert.ok(error, 'it succeeded')
  return [error.name, error.$metadata?.httpStatusCode]
}

export const text = async result => result.Body.transformToString()
