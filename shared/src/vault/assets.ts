// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures, PDFs and attachments of a vault. They are named by uuids in a folder of their own, so that neither renaming a notebook nor
// moving a note breaks a link.
import type { VaultAsset, VaultAttachment, VaultFiles, VaultLibrary, VaultNotebook, VaultPage } from './types.ts'

export const filesFolder = 'rmirror-files'
const names = String.raw`source\.pdf|[\da-f-]{36}(?:-\d+)?\.png|attachment-[\da-f-]{36}(?:\.[a-z\d]+)*`
const shape = new RegExp(String.raw`^${filesFolder}/([\da-f-]{36})/(?:${names})$`, 'i')

type Named = Pick<VaultNotebook, 'uuid'>

/** Of a part of a page's picture, or of the notebook's PDF. */
export function assetPath({ uuid }: Named, picture?: { page: Pick<VaultPage, 'uuid'>; part: number }): string {
  if (!picture) return `${filesFolder}/${uuid}/source.pdf`
  const { page, part } = picture
  return `${filesFolder}/${uuid}/${page.uuid}${part === 0 ? '' : `-${part + 1}`}.png`
}

export function attachmentPath({ uuid }: Named, { id, fileName }: VaultAttachment): string {
  const [extension = ''] = /\.[a-z\d]{1,10}$/i.exec(fileName) ?? []
  // A Markdown file would be taken for a note.
  return `${filesFolder}/${uuid}/attachment-${id}${extension.toLowerCase()}${/^\.md$/i.test(extension) ? '.txt' : ''}`
}

interface AssetPlan {
  missing: VaultAsset[]
  unused: string[]
  /** What is in the files, for the state. */
  known: Record<string, string>
}

/** `texts`: of all notes. `noteIds`: rMirror's notes. */
export function planAssets(
  { notebooks, isWhole }: VaultLibrary,
  { others, state }: VaultFiles,
  texts: Iterable<string>,
  noteIds: ReadonlySet<string>,
): AssetPlan {
  const shown = notebooks.filter(({ isTrashed }) => !isTrashed)
  const wanted = shown.flatMap(assetsOf)
  const isWanted = new Set(wanted.map(({ path }) => path))
  const isShown = new Set(shown.map(({ uuid }) => uuid))
  const isNoted = new Set([...noteIds].map((id) => id.split('/')[0]))
  const isGiven = new Set(notebooks.map(({ uuid }) => uuid))
  const candidates = others.filter((path) => {
    const notebook = shape.exec(path)?.[1]
    if (notebook === undefined || isWanted.has(path)) return false
    // Nothing is known of notebooks that weren't given.
    return isShown.has(notebook) || (!isNoted.has(notebook) && (isWhole || isGiven.has(notebook)))
  })
  // A person may show a picture where rMirror no longer does.
  const all = candidates.length > 0 ? [...texts].join('\n') : ''
  const unused = candidates.filter((path) => !all.includes(linkName(path)))
  const isUnused = new Set(unused)
  const present = new Set(others)
  const kept = others.filter((path) => state.assets[path] !== undefined && !isUnused.has(path))
  return {
    missing: wanted.filter(({ path, key }) => !present.has(path) || state.assets[path] !== key),
    unused,
    known: Object.fromEntries([
      ...kept.map((path) => [path, state.assets[path] ?? '']),
      ...wanted.map(({ path, key }) => [path, key]),
    ]),
  }
}

/** What every link to a file ends with. */
function linkName(path: string): string {
  const [name = '', notebook = ''] = path.split('/').toReversed()
  return name === 'source.pdf' ? `${notebook}/${name}` : name
}

function assetsOf(notebook: VaultNotebook): VaultAsset[] {
  const { uuid, source, pages } = notebook
  const isLinked = source !== undefined && pages.some(({ sourcePage }) => sourcePage !== null)
  const pictures = pages.flatMap((page) =>
    page.pictures.map((key, part) => {
      return { path: assetPath(notebook, { page, part }), notebook: uuid, page: page.uuid, part, key }
    }),
  )
  const attachments = pages.flatMap((page) =>
    (page.attachments ?? []).map((attachment) => {
      const { id } = attachment
      return { path: attachmentPath(notebook, attachment), notebook: uuid, page: page.uuid, attachment: id, key: id }
    }),
  )
  const pdf = isLinked ? [{ path: assetPath(notebook), notebook: uuid, key: source }] : []
  return [...pdf, ...pictures, ...attachments]
}
