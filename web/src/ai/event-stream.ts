// SPDX-License-Identifier: AGPL-3.0-or-later
// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as far as AI services use them:
// only their data is read.
import { parsed } from './failure-table.ts'

/** Far more than one event has. */
const maxEventLetters = 1_000_000

/** The data of each event: parsed JSON, or text if it isn't JSON. Rejects if the connection breaks. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let data: string[] = []
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > maxEventLetters) throw new Error('An event is far too long')
      for (const line of lines) {
        const text = line.replace(/\r$/, '')
        if (text.startsWith('data:')) data.push(text.slice('data:'.length).trimStart())
        if (text !== '' || data.length === 0) continue
        yield parsed(data.join('\n'))
        data = []
      }
    }
  } finally {
    // Also if the caller needs no more events.
    await reader.cancel().catch(() => {})
  }
}
