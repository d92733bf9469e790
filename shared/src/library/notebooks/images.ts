// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the files that a page's images show: in the page's folder, or beside the pages in the notebook's folder.
import type { ImageFile } from '../../core/index.ts'
import type { PageSource, SourceFile } from '../model/types.ts'

/** Limit for one picture. Pictures that tablets import come nowhere near it. */
export const maxImageBytes = 64 * 1024 * 1024

const pictureEndings = ['', '.png', '.jpg', '.jpeg']

/** By image uuid. Leaves out images whose files are missing, unreadable or too large. */
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

/** Files and their names in `page.pictures`, by image uuid. Leaves out missing files and those above maxImageBytes. */
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

/** The name is only looked up among the notebook's files and never used as a path. */
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
