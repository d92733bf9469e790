// SPDX-License-Identifier: AGPL-3.0-or-later
// Says over TLS which version of HTTP it was asked by: `node http2-server.mjs CERTIFICATE KEY h2|http/1.1` prints its
// port when it listens, and ends with its standard input.
import { readFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'

const [certificate, key, version] = process.argv.slice(2)
const identity = { cert: readFileSync(certificate), key: readFileSync(key) }
let connections = 0
const server = version === 'h2' ? createSecureServer({ ...identity, allowHTTP1: true }) : createServer(identity)
server.on('secureConnection', () => {
  connections += 1
})
server.on('request', (request, response) => {
  response.end(`HTTP/${request.httpVersion} by connection ${connections}`)
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit()).resume()
