// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects exports that are needed as a whole.
import type { Sink } from './export-tools.ts'

const utf8 = new TextEncoder()

export async function bytesOfAll(fill: (write: Sink) => Promise<unknown>): Promise<Uint8Array> {
  return new Uint8Array(await (await blobOfAll(fill, '')).arrayBuffer())
}

/** Collected bytes become a Blob at this size: a browser may keep its bytes on disk. */
const handleBytes = 4 * 1024 * 1024

export async function blobOfAll(fill: (write: Sink) => Promise<unknown>, type: string): Promise<Blob> {
  const parts: BlobPart[] = []
  let buffered: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const settle = () => {
    parts.push(new Blob(buffered))
    buffered = []
    size = 0
  }
  await fill(async (bytes) => {
    const chunk = typeof bytes === 'string' ? utf8.encode(bytes) : (bytes as Uint8Array<ArrayBuffer>)
    buffered.push(chunk)
    size += chunk.length
    if (size >= handleBytes) settle()
  })
  settle()
  return new Blob(parts, { type })
}
