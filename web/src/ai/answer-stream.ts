// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads an answer while it arrives, from a service itself or through the server.
import { eventsIn } from './event-stream.ts'
import type { AnswerPart } from './provider.ts'
import { type AnswerEnd, noUsage, type Usage } from './types.ts'

export interface ReadAnswer {
  end: AnswerEnd
  /** The service's own error, if that is why the answer is broken. */
  error?: unknown
  /** If the service reports it. */
  usage?: Usage
}

/**
 * Calls `onText` with each piece. Resolves with 'broken' if the connection breaks or the stream has no proper end;
 * rejects only with the signal's reason.
 */
export async function readAnswerStream(
  body: ReadableStream<Uint8Array>,
  partOf: (data: unknown) => AnswerPart,
  signal: AbortSignal,
  onText: (piece: string) => void,
): Promise<ReadAnswer> {
  let end: AnswerEnd = 'broken'
  let usage: Usage | undefined
  const answer = (read: ReadAnswer) => (usage ? { ...read, usage } : read)
  try {
    for await (const data of eventsIn(body)) {
      signal.throwIfAborted()
      const part = partOf(data)
      if (part.usage) usage = { ...(usage ?? noUsage), ...part.usage }
      if (part.error !== undefined) return answer({ end: 'broken', error: part.error })
      if (part.text) onText(part.text)
      end = part.end ?? end
      if (part.isLast) return answer({ end })
    }
  } catch {
    signal.throwIfAborted()
    return answer({ end: 'broken' })
  }
  // Some services end the stream without a last event.
  return answer({ end })
}
