// SPDX-License-Identifier: AGPL-3.0-or-later
// The files that a page's images show: they lie beside the pages, in the notebook's folder.
import type { ImageFile } from '../core/index.ts'
import type { PageSource, SourceFile } from './types.ts'

/** No picture that a tablet takes in comes near. */
export const maxImageBytes = 64 * 1024 * 1024

const pictureEndings = ['', '.png', '.jpg', '.jpeg']

/** By uuid; images whose files are not there, cannot be read or are far too large are left out. */
export async function readImages(
  page: Pick<PageSource, 'pictures'>,
  wanted: ImageFile[],
): Promise<Map<string, Uint8Array>> {
  const images = new Map<string, Uint8Array>()
  for (const image of wanted) {
    if (images.has(image.uuid)) continue
    const file = fileOf(image, page.pictures)
    if (!file || file.size > maxImageBytes) continue
    const bytes = await file.read().catch(() => undefined)
    if (bytes) images.set(image.uuid, bytes)
  }
  return images
}

/** A name only ever selects one of the files that are there: it is no path. */
function fileOf({ uuid, file }: ImageFile, pictures: PageSource['pictures']): SourceFile | undefined {
  const names = [file, uuid].filter((name) => name !== '').flatMap((name) => pictureEndings.map((end) => name + end))
  return names.map((name) => pictures?.get(name.toLowerCase())).find((found) => found !== undefined)
}
