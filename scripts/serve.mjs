// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves the built dashboard on RMIRROR_LISTEN until Ctrl-C or TERM.
import { preview } from 'vite'

const listen = process.env.RMIRROR_LISTEN ?? '127.0.0.1:8080'

function stopWith(message) {
  console.error(message)
  process.exit(1)
}

const address = /^(?<host>[^:]+|\[[\da-fA-F:]+\]):(?<port>\d{1,5})$/.exec(listen)?.groups
if (!address) stopWith(`RMIRROR_LISTEN must be an address and a port, such as 127.0.0.1:8080; it is "${listen}".`)

try {
  const host = address.host.replace(/^\[|\]$/g, '')
  const server = await preview({
    root: 'web',
    logLevel: 'warn',
    preview: { host, port: Number(address.port), strictPort: true, open: false },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      // Vite's own listener would otherwise end with the signal's status: to be asked to stop is no failure.
      process.exitCode = 0
      await server.close()
      process.exit(0)
    })
  }
  console.log(`\nrMirror is at http://${listen} (Ctrl-C stops it).`)
} catch (error) {
  if (!/in use|EADDRINUSE/.test(String(error))) throw error
  stopWith(`${listen} is taken by another program. Stop it, or choose a port: RMIRROR_LISTEN=127.0.0.1:8081 make run`)
}
