// SPDX-License-Identifier: AGPL-3.0-or-later
// The files that a page's images show: they lie in a folder of the page's, or beside the pages, in the notebook's folder.
import type { ImageFile } from '../core/index.ts'
import type { PageSource, SourceFile } from './types.ts'

/** No picture that a tablet takes in comes near. */
export const maxImageBytes = 64 * 1024 * 1024

const pictureEndings = ['', '.png', '.jpg', '.jpeg']

/** By uuid; images whose files are not there, cannot be read or are far too large are left out. */
export async function readImages(
  page: Pick<PageSource, 'uuid' | 'pictures'>,
  wanted: ImageFile[],
): Promise<Map<string, Uint8Array>> {
  const images = new Map<string, Uint8Array>()
  for (const image of wanted) {
    if (images.has(image.uuid)) continue
    const file = fileOf(image, page)
    if (!file || file.size > maxImageBytes) continue
    const bytes = await file.read().catch(() => undefined)
    if (bytes) images.set(image.uuid, bytes)
  }
  return images
}

/** A name only ever selects one of the files that are there: it is no path. */
function fileOf(image: ImageFile, { uuid, pictures }: Pick<PageSource, 'uuid' | 'pictures'>): SourceFile | undefined {
  const names = [image.file, image.uuid]
    .filter((name) => name !== '')
    .flatMap((name) => pictureEndings.map((end) => (name + end).toLowerCase()))
  const inFolders = [...names.map((name) => `${uuid}/${name}`), ...names]
  return inFolders.map((name) => pictures?.get(name)).find((found) => found !== undefined)
}
