// fauxqs on the port of the first argument, in memory, without its request log.
import { isBuiltin, register } from 'node:module'
import { pathToFileURL } from 'node:url'
// Node.js 20 has no node:sqlite, which fauxqs loads at once but opens only when it is told to keep its state: any class will do.
if (!isBuiltin('node:sqlite')) {
  const hook = "export const resolve = (name, context, next) => name === 'node:sqlite' ? { url: 'data:text/javascript,export class DatabaseSync {}', shortCircuit: true } : next(name, context)"
  register('data:text/javascript,' + encodeURIComponent(hook))
}
const { startFauxqs } = await import(pathToFileURL(process.env.EVENTAI_MODULES + '/node_modules/fauxqs/dist/app.js'))
await startFauxqs({ port: Number(process.argv[2]), host: '127.0.0.1', logger: false })
