// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers the first request of each connection, reads the second whole, and ends the connection without a word.
// `node dying-connections.mjs` prints its port when it listens, then each request when it is read, and ends with its
// standard input. After /last it ends the connection by itself, and says so.
import { createServer } from 'node:http'

let connections = 0
const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
  for await (const _piece of request);
  const { socket, method } = request
  console.log(`${method} by connection ${socket.number}`)
  socket.requests += 1
  if (socket.requests > 1) return socket.destroy()
  response.end(`connection ${socket.number}`)
  if (request.url !== '/last') return
  response.once('finish', () => socket.end(() => console.log(`connection ${socket.number} is closed`)))
})
server.on('connection', (socket) => Object.assign(socket, { number: ++connections, requests: 0 }))
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit()).resume()
