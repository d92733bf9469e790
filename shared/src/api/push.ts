// SPDX-License-Identifier: AGPL-3.0-or-later
// Pushes a library: one manifest, then the pictures that the server asks for. Keeps no state: after an interruption the
// caller starts over, and the server asks only for what it still lacks.
import {
  type Book,
  completeBooks,
  everything,
  isInTrash,
  type Library,
  listedPages,
  lookHash,
  type Manifest,
  manifestOf,
  type Notebook,
  type PageSource,
  type PageState,
  type Shortened,
  withoutExcluded,
} from '../library/index.ts'
import { type Announced, announce } from './announce.ts'
import { answerTo } from './client.ts'
import { type DisplayTools, sendDisplays, type WantedDisplay } from './display.ts'
import { forEachConcurrently } from './for-each-concurrently.ts'
import { type DrawnPage, type Quota, sendPage } from './page-image.ts'
import { ApiProblem, affectsAllPages } from './problem.ts'
import { fetchSelection } from './selection.ts'

export interface PushedPage {
  notebook: Notebook
  page: PageSource
}

export type Outcome =
  /** The server already has this state of the page. */
  | { kind: 'unchanged' }
  /** The page has no handwriting. */
  | { kind: 'without-ink' }
  /** The page is in the trash, so the server doesn't want its picture for now. */
  | { kind: 'trashed' }
  | { kind: 'sent'; shortened?: Shortened }
  /** Uploaded and stored; transcribed once there is quota again. */
  | { kind: 'deferred'; shortened?: Shortened }
  /** The page was changed meanwhile; the next push sends it. */
  | { kind: 'changed' }
  /** The user excluded the notebook from sync. */
  | { kind: 'excluded' }
  /** The server keeps the notebook deleted, or has a newer version of it. */
  | { kind: 'left-there' }
  /** The notebook couldn't be read completely, so it wasn't announced. */
  | { kind: 'held-back' }
  | { kind: 'failed'; error: unknown }

export interface PushTools extends DisplayTools {
  scope: Manifest['scope']
  /** Rejects if the page can't be read. */
  readState(page: PageSource, notebook: Notebook): Promise<PageState>
  draw(page: PageSource, notebook: Notebook): Promise<DrawnPage>
  /** Called for PDFs and EPUBs with highlights whose description lacks their title or authors. */
  readBook?(notebook: Notebook): Promise<Book>
  /** Adds to the states the texts of highlights that the tablet lost or broke (completeRepairs()). */
  repair?(notebooks: Notebook[], stateOf: (page: PageSource) => PageState | undefined): Promise<void>
  /** Called once for each page that was read. */
  onRead?(): void
  /** Called with the numbers of pictures that the server wants: for transcription, and for display. */
  onWanted?(pages: number, displays: number): void
  /** Called once for each page. */
  onOutcome(pushed: PushedPage, outcome: Outcome): void
}

export interface Pushed {
  /** After all uploads; undefined if there was nothing to announce. */
  quota?: Quota
  /** Changes from this cursor on report the pages' transcription; undefined if there was nothing to announce. */
  cursor?: string
  /** Notebooks that weren't announced, because too little of them could be read. */
  heldBack: Notebook[]
  /** Notebooks that the user excluded from sync. Nothing of them was read or sent. */
  excluded: Notebook[]
  /** Notebooks that a user deleted on the server. They stay deleted there until a user restores them. */
  deletedOnServer: Notebook[]
  /** Notebooks of which the server has a newer version and keeps it. */
  newerOnServer: Notebook[]
  shortened: Shortened[]
  /** Notebooks of which integrations remove nothing until the user answers. */
  removalWarnings: Announced['removalWarnings']
  scope: Manifest['scope']
}

/**
 * Rejects if the server can't be reached, denies access or has no room. What was uploaded before that stays on the
 * server.
 */
export async function pushLibrary(whole: Library, tools: PushTools): Promise<Pushed> {
  const isEmpty = whole.notebooks.length + whole.folders.length === 0
  const selection = isEmpty ? everything : await fetchSelection(tools.api, tools.signal)
  const { selected: library, excluded } = withoutExcluded(whole, selection)
  for (const each of pagesOf(excluded)) tools.onOutcome(each, { kind: 'excluded' })
  const { states, heldBack } = await readStates(library, tools)
  const notebooks = library.notebooks.filter((notebook) => !heldBack.has(notebook))
  // Unread notebooks must not count as deleted, so the manifest doesn't claim to list the whole library.
  const scope = heldBack.size > 0 ? 'notebooks' : tools.scope
  if (tools.readBook) await completeBooks(notebooks, (page) => states.get(page), tools.readBook)
  await tools.repair?.(notebooks, (page) => states.get(page))
  const announced = { folders: library.folders, notebooks }
  const { manifest, shortened } = manifestOf(announced, (page) => states.get(page), scope)
  const nothingThere = { deletedOnServer: [], newerOnServer: [], removalWarnings: [] }
  const pushed: Pushed = { heldBack: [...heldBack], excluded, ...nothingThere, shortened, scope }
  if (manifest.notebooks.length === 0) return pushed
  const answer = await announce(tools.api, manifest, tools.signal)
  pushed.removalWarnings = answer.removalWarnings
  pushed.deletedOnServer = namedIn(answer.deletedOnServer, notebooks)
  pushed.newerOnServer = namedIn(answer.older, notebooks)
  if (answer.quota) pushed.quota = answer.quota
  if (answer.cursor !== undefined) pushed.cursor = answer.cursor
  const leftThere = new Set([...pushed.deletedOnServer, ...pushed.newerOnServer])
  const wanted = takeWanted({ ...announced, leftThere }, states, answer.want, tools)
  const displays = displaysOf(announced, states, answer.wantDisplay)
  tools.onWanted?.(wanted.length, displays.length)
  await forEachConcurrently(wanted, tools.concurrency, async (each) => {
    const outcome = await sendWanted(each, tools)
    if ('shortened' in outcome && outcome.shortened) shortened.push(outcome.shortened)
    tools.onOutcome(each, outcome)
  })
  await sendDisplays(displays, tools)
  const quota = wanted.length > 0 ? await quotaNow(tools) : undefined
  if (quota) pushed.quota = quota
  return pushed
}

/** Pages are uploaded concurrently and their answers arrive in any order, so none of them has the final quota. */
async function quotaNow({ api, signal }: PushTools): Promise<Quota | undefined> {
  try {
    return await answerTo(api.GET('/api/v1/quota', { signal, cache: 'no-store' }))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ApiProblem) && !affectsAllPages(error)) throw error
    // The pages were uploaded in any case.
    return undefined
  }
}

function namedIn(uuids: string[], notebooks: Notebook[]): Notebook[] {
  const named = new Set(uuids)
  return notebooks.filter(({ uuid }) => named.has(uuid))
}

type States = Map<PageSource, PageState>

async function readStates(library: Library, tools: PushTools): Promise<{ states: States; heldBack: Set<Notebook> }> {
  const states: States = new Map()
  const heldBack = new Set(library.notebooks.filter((notebook) => notebook.isGuessed))
  const failed = new Set<PageSource>()
  const readable = library.notebooks.filter((notebook) => !heldBack.has(notebook))
  await forEachConcurrently(pagesOf(readable), tools.concurrency, async ({ notebook, page }) => {
    tools.signal.throwIfAborted()
    try {
      states.set(page, await tools.readState(page, notebook))
    } catch (error) {
      tools.signal.throwIfAborted()
      // A file that couldn't be opened says nothing about the page, so its notebook is held back; a damaged file stays
      // damaged.
      if (error instanceof Error && 'code' in error && error.code === 'unreadable-file') heldBack.add(notebook)
      failed.add(page)
      tools.onOutcome({ notebook, page }, { kind: 'failed', error })
    }
    tools.onRead?.()
  })
  for (const each of pagesOf([...heldBack])) if (!failed.has(each.page)) tools.onOutcome(each, { kind: 'held-back' })
  return { states, heldBack }
}

function* pagesOf(notebooks: Notebook[]): Generator<PushedPage> {
  for (const notebook of notebooks) for (const page of listedPages(notebook)) yield { notebook, page }
}

export interface Wanted extends PushedPage {
  state: PageState
}

/** The pages that could be read, keyed by `notebook/page`. */
function knownPages(notebooks: Notebook[], states: States): Map<string, Wanted> {
  const known = new Map<string, Wanted>()
  for (const { notebook, page } of pagesOf(notebooks)) {
    const state = states.get(page)
    if (state) known.set(`${notebook.uuid}/${page.uuid}`, { notebook, page, state })
  }
  return known
}

type WantedPages = { notebook_uuid: string; page_uuids: string[] }[]

const namesOf = (want: WantedPages) =>
  want.flatMap(({ notebook_uuid, page_uuids }) => page_uuids.map((uuid) => `${notebook_uuid}/${uuid}`))

/** In the server's order. */
function displaysOf({ notebooks }: Pick<Library, 'notebooks'>, states: States, want: WantedPages): WantedDisplay[] {
  if (want.length === 0) return []
  const known = knownPages(notebooks, states)
  return namesOf(want).flatMap((name) => displayOf(known.get(name)))
}

/** Empty if the page's appearance is unknown. */
export function displayOf(wanted: Wanted | undefined): WantedDisplay[] {
  if (!wanted) return []
  const { notebook, page, state } = wanted
  const look_hash = lookHash(notebook, page, state)
  return look_hash === undefined ? [] : [{ notebook, page, look_hash }]
}

/** The wanted pages in the server's order. Reports the outcome of all others. */
function takeWanted(
  { folders, notebooks, leftThere }: Pick<Library, 'folders' | 'notebooks'> & { leftThere: Set<Notebook> },
  states: States,
  want: WantedPages,
  { onOutcome }: PushTools,
): Wanted[] {
  const kindOf = ({ notebook, state }: Wanted) => {
    if (leftThere.has(notebook)) return 'left-there'
    if (!state.has_ink) return 'without-ink'
    return isInTrash(folders, notebook) ? 'trashed' : 'unchanged'
  }
  const known = knownPages(notebooks, states)
  const names = namesOf(want)
  const wanted = names.flatMap((name) => known.get(name) ?? [])
  for (const name of names) known.delete(name)
  for (const each of known.values()) onOutcome(each, { kind: kindOf(each) })
  return wanted
}

function small(notebook: Notebook, page: PageSource): { shortened: Shortened } {
  const sentence = 'This page is so large that its handwriting is sent smaller than usual; some of it may be misread'
  return { shortened: { name: notebook.name, page: page.number, sentence } }
}

/** Draws and uploads one page. Rejects with failures that concern all pages (affectsAllPages()). */
export async function sendWanted(
  { notebook, page, state }: Wanted,
  { api, draw, signal }: Pick<PushTools, 'api' | 'draw' | 'signal'>,
): Promise<Outcome> {
  try {
    const drawn = await draw(page, notebook)
    if (drawn.ink_hash !== state.ink_hash) return { kind: 'changed' }
    if (drawn.pictures.length === 0) return { kind: 'without-ink' }
    const place = { notebook_uuid: notebook.uuid, page_uuid: page.uuid }
    const { ocr_status } = await sendPage(api, place, drawn, signal)
    return { kind: ocr_status === 'pending_quota' ? 'deferred' : 'sent', ...(drawn.isSmall && small(notebook, page)) }
  } catch (error) {
    signal.throwIfAborted()
    if (affectsAllPages(error)) throw error
    const isOutdated = error instanceof ApiProblem && (error.status === 404 || error.status === 409)
    return isOutdated ? { kind: 'changed' } : { kind: 'failed', error }
  }
}
