// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a ZIP archive to a stream, entry by entry, without holding it in memory.
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'

// ZIP dates begin in 1980. Entries without a date get the earliest one, so that the same input gives the same bytes.
const earliest = Date.UTC(1980, 0, 2)
const latest = Date.UTC(2107, 0, 1)

export interface ZipOutput {
  /**
   * `modified` is in milliseconds since 1970, 0 if unknown. Stored uncompressed: deflate output differs between
   * platforms.
   */
  add(path: string, content: Uint8Array | string, modified: number): Promise<void>
  close(): Promise<void>
}

export function writeZip(sink: WritableStream<Uint8Array>): ZipOutput {
  const zip = new ZipWriter(sink, { useWebWorkers: false, keepOrder: true, extendedTimestamp: false })
  return {
    async add(path, content, modified) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      const lastModDate = new Date(Math.min(Math.max(modified, earliest), latest))
      await zip.add(path, new Uint8ArrayReader(bytes), { level: 0, lastModDate })
    },
    async close() {
      await zip.close()
    },
  }
}
