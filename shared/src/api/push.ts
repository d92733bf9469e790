// SPDX-License-Identifier: AGPL-3.0-or-later
// A library goes up: what is there in one request, then the pictures that the server asks for. Nothing is remembered
// here: whoever was cut off begins anew, and the server asks for what it still lacks.
import {
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
import { eachOf } from './each-of.ts'
import { type DrawnPage, type Quota, sendPage } from './page-image.ts'
import { ApiProblem, isOfAllPages } from './problem.ts'
import { fetchSelection } from './selection.ts'

export interface PushedPage {
  notebook: Notebook
  page: PageSource
}

export type Outcome =
  /** The server has it, as it is. */
  | { kind: 'unchanged' }
  /** Nothing on it is handwritten. */
  | { kind: 'without-ink' }
  /** The server does not want its picture at present: it lies in the trash. */
  | { kind: 'trashed' }
  | { kind: 'sent'; shortened?: Shortened }
  /** Sent and stored; it is read when there is quota again. */
  | { kind: 'deferred'; shortened?: Shortened }
  /** Somebody wrote on it meanwhile: the next push sends it. */
  | { kind: 'changed' }
  /** Its owner keeps its notebook out of sync. */
  | { kind: 'excluded' }
  /** The server keeps its notebook deleted, or in a newer version. */
  | { kind: 'left-there' }
  /** Its notebook is left as the server knows it. */
  | { kind: 'held-back' }
  | { kind: 'failed'; error: unknown }

export interface PushTools extends DisplayTools {
  scope: Manifest['scope']
  /** Rejects when the page cannot be read. */
  readState(page: PageSource, notebook: Notebook): Promise<PageState>
  draw(page: PageSource, notebook: Notebook): Promise<DrawnPage>
  /** A page was read, of as many as the library has. */
  onRead?(): void
  /** The server has answered what it wants: pages to be read, then pages to be looked at. */
  onWanted?(pages: number, displays: number): void
  /** Once for each page. */
  onOutcome(pushed: PushedPage, outcome: Outcome): void
}

export interface Pushed {
  /** When all was sent; none when there was nothing to announce. */
  quota?: Quota
  /** From where on changes tell what becomes of the pages; none when there was nothing to announce. */
  cursor?: string
  /** Notebooks that are left as the server knows them, since too little of them could be read. */
  heldBack: Notebook[]
  /** Those that their owner keeps out of sync: nothing of them was read or sent. */
  excluded: Notebook[]
  /** Those that a person deleted on the server: they stay deleted there until somebody restores them. */
  deletedThere: Notebook[]
  /** Those of which the server has a newer version, and keeps it. */
  newerThere: Notebook[]
  shortened: Shortened[]
  /** Notebooks of which integrations remove nothing until somebody answers. */
  removalWarnings: Announced['removalWarnings']
  scope: Manifest['scope']
}

/** Rejects when the server cannot be reached, lets nobody in or has no room; what went up until then is there. */
export async function pushLibrary(whole: Library, tools: PushTools): Promise<Pushed> {
  const isEmpty = whole.notebooks.length + whole.folders.length === 0
  const selection = isEmpty ? everything : await fetchSelection(tools.api, tools.signal)
  const { selected: library, excluded } = withoutExcluded(whole, selection)
  for (const each of pagesOf(excluded)) tools.onOutcome(each, { kind: 'excluded' })
  const { states, heldBack } = await readStates(library, tools)
  const notebooks = library.notebooks.filter((notebook) => !heldBack.has(notebook))
  // What was not read is not gone.
  const scope = heldBack.size > 0 ? 'notebooks' : tools.scope
  const announced = { folders: library.folders, notebooks }
  const { manifest, shortened } = manifestOf(announced, (page) => states.get(page), scope)
  const nothingThere = { deletedThere: [], newerThere: [], removalWarnings: [] }
  const pushed: Pushed = { heldBack: [...heldBack], excluded, ...nothingThere, shortened, scope }
  if (manifest.notebooks.length === 0) return pushed
  const answer = await announce(tools.api, manifest, tools.signal)
  pushed.removalWarnings = answer.removalWarnings
  pushed.deletedThere = namedIn(answer.deletedThere, notebooks)
  pushed.newerThere = namedIn(answer.older, notebooks)
  if (answer.quota) pushed.quota = answer.quota
  if (answer.cursor !== undefined) pushed.cursor = answer.cursor
  const leftThere = new Set([...pushed.deletedThere, ...pushed.newerThere])
  const wanted = takeWanted({ ...announced, leftThere }, states, answer.want, tools)
  const displays = displaysOf(announced, states, answer.wantDisplay)
  tools.onWanted?.(wanted.length, displays.length)
  await eachOf(wanted, tools.atOnce, async (each) => {
    const outcome = await sendWanted(each, tools)
    if ('shortened' in outcome && outcome.shortened) shortened.push(outcome.shortened)
    tools.onOutcome(each, outcome)
  })
  await sendDisplays(displays, tools)
  const quota = wanted.length > 0 ? await quotaNow(tools) : undefined
  if (quota) pushed.quota = quota
  return pushed
}

/** Answers to pages that were sent side by side come in any order: none of them says how it is in the end. */
async function quotaNow({ api, signal }: PushTools): Promise<Quota | undefined> {
  try {
    return await answerTo(api.GET('/api/v1/quota', { signal, cache: 'no-store' }))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ApiProblem) && !isOfAllPages(error)) throw error
    // The pages are there all the same.
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
  await eachOf(pagesOf(readable), tools.atOnce, async ({ notebook, page }) => {
    tools.signal.throwIfAborted()
    try {
      states.set(page, await tools.readState(page, notebook))
    } catch (error) {
      tools.signal.throwIfAborted()
      // A file that could not be opened says nothing about the page; one that is damaged stays so.
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

/** By `notebook/page`: those that could be read. */
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

/** None where nobody can say how the page looks. */
export function displayOf(wanted: Wanted | undefined): WantedDisplay[] {
  if (!wanted) return []
  const { notebook, page, state } = wanted
  const look_hash = lookHash(notebook, page, state)
  return look_hash === undefined ? [] : [{ notebook, page, look_hash }]
}

/** In the server's order. Tells what becomes of the others. */
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

/** Draws a page and sends its picture. Rejects with what stands against all pages. */
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
    if (isOfAllPages(error)) throw error
    const isOutdated = error instanceof ApiProblem && (error.status === 404 || error.status === 409)
    return isOutdated ? { kind: 'changed' } : { kind: 'failed', error }
  }
}
