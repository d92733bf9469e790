// SPDX-License-Identifier: AGPL-3.0-or-later
// An S3 server for tests: FOLDER holds its only bucket, "pages"; PORT is a free one when it is 0; CORS is a file with
// rules for web pages. Prints its endpoint,
// and ends when its standard input does. Its owner's keys are both "S3RVER". It cannot be trusted to refuse a wrong
// signature.
import { readFileSync } from 'node:fs'
import S3rver from 's3rver'

const { FOLDER: directory, PORT: port = '0', CORS: cors } = process.env
const bucket = new S3rver({
  directory,
  address: '127.0.0.1',
  port: Number(port),
  silent: true,
  configureBuckets: [{ name: 'pages', configs: cors ? [readFileSync(cors)] : [] }],
})
const address = await bucket.run()
console.log(`http://127.0.0.1:${address.port}`)
process.stdin.resume().on('end', () => process.exit())
