// SPDX-License-Identifier: AGPL-3.0-or-later
import { writeZip } from '@rmirror/shared/library'
import type { Orders } from './protocol.ts'

/** Files as one archive. What is packed already, as PDFs are, is stored as it is. */
export async function pack({ files }: Orders['pack']['request'], signal: AbortSignal): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
  const zip = writeZip(writable)
  for (const { name, content, modified } of files) {
    signal.throwIfAborted()
    await zip.add(name, new Uint8Array(await content.arrayBuffer()), modified)
  }
  await zip.close()
  return new Blob([await whole], { type: 'application/zip' })
}
