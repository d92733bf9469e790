// SPDX-License-Identifier: AGPL-3.0-or-later
// Selects the pictures that a page shows from all those of its notebook.
import type { ImageFile, Page } from '../../core/index.ts'
import { readImages, type SourceFile } from '../../library/index.ts'
import type { Bytes, Pictures } from '../orders/orders.ts'
import { readBytes } from '../orders/parts.ts'

export function visibleImages(page: Page): ImageFile[] {
  return page.facts().image_files.filter(({ visible }) => visible)
}

/** By image uuid. */
export function imagesOf(page: Page, uuid: string, pictures: Pictures = new Map()): Promise<Map<string, Uint8Array>> {
  const files = new Map([...pictures].map(([name, bytes]) => [name, asFile(name, bytes)]))
  return readImages({ uuid, pictures: files }, visibleImages(page))
}

function asFile(name: string, bytes: Bytes): SourceFile {
  const size = bytes instanceof Blob ? bytes.size : bytes.length
  return { path: name, size, modified: 0, read: () => readBytes(bytes) }
}
