// SPDX-License-Identifier: AGPL-3.0-or-later
// The bytes of the pictures that a page shows, out of all that its notebook brought.
import type { Page } from '@rmirror/shared/core'
import { readImages, type SourceFile } from '@rmirror/shared/library'
import type { PageBelow } from './protocol.ts'

/** By the image's uuid. */
export function imagesOf(
  page: Page,
  { uuid, pictures }: Pick<PageBelow, 'uuid' | 'pictures'>,
): Promise<Map<string, Uint8Array>> {
  const files = new Map([...pictures].map(([name, blob]) => [name, asFile(name, blob)]))
  return readImages({ uuid, pictures: files }, wantedImages(page))
}

export const wantedImages = (page: Page) => page.facts().image_files.filter(({ visible }) => visible)

function asFile(name: string, blob: Blob): SourceFile {
  return { path: name, size: blob.size, modified: 0, read: async () => new Uint8Array(await blob.arrayBuffer()) }
}
