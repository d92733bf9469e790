// SPDX-License-Identifier: AGPL-3.0-or-later
import { writeZip } from '@rmirror/shared/library'
import type { GivenFile } from '@rmirror/shared/workshop'

/** An archive with the folders as they were. */
export async function asZip(files: readonly GivenFile[], name: string): Promise<GivenFile> {
  const parts: BlobPart[] = []
  const zip = writeZip(new WritableStream({ write: (chunk) => void parts.push(new Blob([chunk as BlobPart])) }))
  for (const { path, file } of files) await zip.add(path, new Uint8Array(await file.arrayBuffer()), file.lastModified)
  await zip.close()
  return { path: name, file: new File(parts, name, { type: 'application/zip' }) }
}
