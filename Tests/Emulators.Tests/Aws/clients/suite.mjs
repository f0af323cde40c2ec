// What the suites share: clients for the endpoint in EVENTAI_AWS, steps with a deadline, expected refusals.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
export { step } from '../../clients/step.mjs'

export const require = createRequire(process.env.EVENTAI_MODULES + '/')
export const settings = { endpoint: process.env.EVENTAI_AWS, region: 'us-east-1', credentials: { accessKeyId: 'suite', secretAccessKey: 'suite' }, disableHostPrefix: true }
export const unique = name => `${name}-${randomUUID().slice(0, 8)}`
export const role = 'arn:aws:iam::000000000000:role/suite'

export async function refused(name, words, call) {
  const error = await call().then(() => assert.fail(`${name} was expected`), failure => failure)
  assert.equal(error.name, name, `${error.name}: ${error.message}`)
  assert.match(error.message, words)
}

export async function eventually(what, check) {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const found = await check()
    if (found) return found
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`${what}: not in 30 s`)
}
