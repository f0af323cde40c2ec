// s3rver on the port of the first argument, its objects in the directory of the second, without its request log.
const { createRequire } = require('node:module')
const S3rver = createRequire(process.env.EVENTAI_MODULES + '/')('s3rver')
new S3rver({ address: '127.0.0.1', port: Number(process.argv[2]), directory: process.argv[3], silent: true, vhostBuckets: false }).run()
