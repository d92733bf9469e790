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
  for (const [uuid, { file }] of imageFiles(page, wanted)) {
    const bytes = await file.read().catch(() => undefined)
    if (bytes) images.set(uuid, bytes)
  }
  return images
}

/** The files that images show and their names among the page's pictures, by the image's uuid, as far as they are there. */
export function imageFiles(
  page: Pick<PageSource, 'uuid' | 'pictures'>,
  wanted: ImageFile[],
): Map<string, { name: string; file: SourceFile }> {
  const files = new Map<string, { name: string; file: SourceFile }>()
  for (const image of wanted) {
    const found = fileOf(image, page)
    if (found && found.file.size <= maxImageBytes) files.set(image.uuid, found)
  }
  return files
}

/** A name only ever selects one of the files that are there: it is no path. */
function fileOf(
  image: ImageFile,
  { uuid, pictures }: Pick<PageSource, 'uuid' | 'pictures'>,
): { name: string; file: SourceFile } | undefined {
  const names = [image.file, image.uuid]
    .filter((name) => name !== '')
    .flatMap((name) => pictureEndings.map((end) => (name + end).toLowerCase()))
  const inFolders = [...names.map((name) => `${uuid}/${name}`), ...names]
  for (const name of inFolders) {
    const file = pictures?.get(name)
    if (file) return { name, file }
  }
  return undefined
}
