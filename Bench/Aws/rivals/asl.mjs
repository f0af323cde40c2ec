// aws-local-stepfunctions in this process: executions per second of the definition in the first argument, 100 at a time; tasks answer at once.
import { createRequire } from 'node:module'
const require = createRequire(process.env.EVENTAI_MODULES + '/')
// The package wants Node.js 22.
Promise.withResolvers ??= function () { let resolve, reject; const promise = new Promise((a, b) => { resolve = a; reject = b }); return { promise, resolve, reject } }
const { StateMachine } = require('aws-local-stepfunctions')
const [definition, count] = [JSON.parse(process.argv[2]), Number(process.argv[3])]
const handlers = {}
const answer = async input => ({ text: 'answer', n: 1 })
for (const name of ['Route', 'Search', 'Calculate', 'Synthesis']) handlers[name] = answer
const machine = new StateMachine(definition)
const options = { overrides: { taskResourceLocalHandlers: handlers } }
async function run(n) {
  for (let done = 0; done < n; done += 100) {
    await Promise.all(Array.from({ length: Math.min(100, n - done) }, () => machine.run({ question: 'q' }, options).result))
  }
}
await run(2000)
const begun = process.hrtime.bigint()
await run(count)
console.log(Math.round(count / (Number(process.hrtime.bigint() - begun) / 1e9)))
