// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves an assistant over standard input and output.
import { Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { type Served, serverOf } from './server.ts'

/** Resolves when the assistant closes standard input, or the signal is aborted. */
export async function serveStdio(served: Served, signal: AbortSignal): Promise<void> {
  const server = serverOf(served, signal)
  const { stream, restore } = reserveStdout()
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    server.onclose = resolve
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await server.connect(new StdioServerTransport(process.stdin, stream))
    if (!signal.aborted) await ended
  } finally {
    await server.close()
    restore()
  }
}

/** Standard output is only for the protocol: what other code or a thread prints goes to standard error. */
function reserveStdout(): { stream: Writable; restore(): void } {
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr)
  const stream = new Writable({
    write: (chunk, encoding, done) => void write.call(process.stdout, chunk, encoding, done),
  })
  return {
    stream,
    restore: () => {
      process.stdout.write = write
    },
  }
}
