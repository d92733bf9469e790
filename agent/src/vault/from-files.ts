// SPDX-License-Identifier: AGPL-3.0-or-later
// A vault's notes from files of a tablet. The transcriptions come from the account, if there is one.
import {
  type DisplayDrawer,
  forEachConcurrently,
  highlightText,
  type Transcriptions,
  textOf,
} from '@rmirror/shared/api'
import {
  completeRepairs,
  folderPath,
  isInTrash,
  isOnSource,
  type Library,
  lookHash,
  type Notebook,
  type PageSource,
  type PageState,
  withTypedTicks,
} from '@rmirror/shared/library'
import type { VaultAsset, VaultNotebook, VaultPage } from '@rmirror/shared/vault'
import { failureOf, isOfAllWork, type Pool, repairsOf, uploadTools } from '@rmirror/shared/workshop'
import { displayDrawer } from '@rmirror/shared/workshop/exports'
import type { Handwriting } from '../export/handwriting.ts'
import type { VaultSource } from './vault-source.ts'

export interface FileTools {
  pool: Pool
  openDedicatedPool(): Promise<Pool>
  handwriting: Handwriting
  signal: AbortSignal
  onPage(): void
  onFailure(notebook: Notebook, page: PageSource, detail: string): void
}

/** `isNamed`: a notebook that was given by itself is shown, also if it is in the trash. */
export async function vaultFromFiles(
  { library, isNamed }: { library: Library; isNamed: boolean },
  isWhole: boolean,
  tools: FileTools,
): Promise<VaultSource> {
  const notebooks: VaultNotebook[] = []
  for (const notebook of library.notebooks) {
    const isTrashed = !isNamed && isInTrash(library.folders, notebook)
    const { uuid, name, tags, lastModified: modified, source, sourceKind } = notebook
    notebooks.push({
      ...{ uuid, name, tags, modified, isTrashed, isNote: false },
      folders: folderPath(library.folders, notebook).map((folder) => folder.name),
      // Source files are never modified, so their size tells them apart.
      ...(source && sourceKind === 'pdf' && { source: String(source.size) }),
      pages: isTrashed ? [] : await pagesOf(notebook, tools),
    })
  }
  const drawers = new Drawers(library.notebooks, tools)
  return {
    library: { notebooks, isWhole },
    bytesOf: (asset) => drawers.bytesOf(asset),
    close: () => drawers.close(),
  }
}

/** A document that was never opened has no pages of the tablet yet. */
async function pagesOf(notebook: Notebook, tools: FileTools): Promise<VaultPage[]> {
  const { pool, openDedicatedPool, handwriting, signal, onPage } = tools
  if (notebook.unopened) return []
  const read = await handwriting.of(notebook)
  const { readState } = uploadTools(pool, { signal }, openDedicatedPool)
  const states = new Map<PageSource, PageState>()
  const failures = new Map<PageSource, string>()
  await forEachConcurrently(notebook.pages, pool.size * 2, async (page) => {
    signal.throwIfAborted()
    try {
      states.set(page, await readState(page, notebook))
    } catch (error) {
      if (isOfAllWork(error)) throw error
      failures.set(page, failureOf(error).detail)
    }
    onPage()
  })
  const stateOf = (page: PageSource) => states.get(page)
  await completeRepairs([notebook], stateOf, (...marked) => repairsOf(...marked, { openDedicatedPool, signal }))
  return notebook.pages.map((page) => pageOf(notebook, page, stateOf(page) ?? failures.get(page), read, tools))
}

/** `state`: or why the page can't be read. */
function pageOf(
  notebook: Notebook,
  page: PageSource,
  state: PageState | string | undefined,
  { read, waiting, typedTodos }: Transcriptions,
  { onFailure }: FileTools,
): VaultPage {
  const { uuid, number, tags, sourcePage } = page
  const facts = { uuid, number, tags, sourcePage, waits: waiting.has(uuid) }
  if (typeof state !== 'object') {
    const failure = state ?? ''
    onFailure(notebook, page, failure)
    return { ...facts, text: '', typed: '', highlights: [], pictures: [], failure }
  }
  const its = read.get(uuid)
  return {
    ...facts,
    text: its ? textOf(its) : '',
    typed: withTypedTicks(state.typed_markdown, typedTodos?.get(uuid) ?? []),
    highlights: [...state.highlights, ...(state.pen_marks ?? [])].map((each) => {
      return { text: highlightText(each), note: '' }
    }),
    pictures: pictureKeys(notebook, page, state),
  }
}

/** Blank paper isn't shown. */
function pictureKeys(notebook: Notebook, page: PageSource, state: PageState): string[] {
  if (!page.file && !isOnSource(notebook, page)) return []
  return [lookHash(notebook, page, state) ?? state.ink_hash]
}

/** Draws pages one by one. A notebook's drawer keeps its PDF open until another notebook's page is drawn. */
class Drawers {
  readonly #notebooks: ReadonlyMap<string, Notebook>
  readonly #tools: FileTools
  #open: { uuid: string; drawer: DisplayDrawer } | undefined

  constructor(notebooks: Notebook[], tools: FileTools) {
    this.#notebooks = new Map(notebooks.map((notebook) => [notebook.uuid, notebook]))
    this.#tools = tools
  }

  async bytesOf({ notebook: uuid, page: pageUuid }: VaultAsset): Promise<Uint8Array> {
    const notebook = this.#notebooks.get(uuid)
    if (pageUuid === undefined && notebook?.source) return notebook.source.read()
    const page = notebook?.pages.find((each) => each.uuid === pageUuid)
    if (!notebook || !page) throw new RangeError(`there is no page ${pageUuid}`)
    return (await (await this.#drawerOf(notebook)).draw(page)).png
  }

  async close(): Promise<void> {
    await this.#open?.drawer.close()
    this.#open = undefined
  }

  async #drawerOf(notebook: Notebook): Promise<DisplayDrawer> {
    if (this.#open?.uuid !== notebook.uuid) {
      await this.close()
      const { pool, openDedicatedPool, signal } = this.#tools
      this.#open = { uuid: notebook.uuid, drawer: displayDrawer(notebook, { pool, openDedicatedPool, signal }) }
    }
    return this.#open.drawer
  }
}
