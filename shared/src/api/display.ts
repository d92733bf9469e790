// SPDX-License-Identifier: AGPL-3.0-or-later
// Uploads display pictures: pages as the tablet shows them, after all pictures for transcription.
import type { PageRect } from '../core/index.ts'
import { isOnSource, type Notebook, type PageSource } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { forEachConcurrently } from './for-each-concurrently.ts'
import { putImage } from './page-image.ts'
import { ApiProblem, affectsAllPages, capacityProblemOf } from './problem.ts'

export interface DisplayPicture {
  png: Uint8Array
  /** The part of the page that it shows, in the page's own frame. */
  rect: PageRect
  /** SHA-256 of the PNG, 64 hex digits. */
  hash: string
}

/** Draws the pages of one notebook. */
export interface DisplayDrawer {
  /** `width` is in pixels; default: one per page unit. Rejects if the page can't be drawn. */
  draw(page: PageSource, width?: number): Promise<DisplayPicture>
  close(): Promise<void>
}

export interface DisplayTools {
  api: Api
  /** Maximum number of pages drawn and sent concurrently. */
  concurrency: number
  signal: AbortSignal
  openDrawer(notebook: Notebook): DisplayDrawer
  /** Called once for each page that was processed. */
  onDisplay?(page: WantedDisplay, outcome: DisplayOutcome): void
}

export interface WantedDisplay {
  notebook: Notebook
  page: PageSource
  look_hash: string
}

export type DisplayOutcome =
  | { kind: 'sent' }
  /** The page looks different by now; the next manifest announces it. */
  | { kind: 'changed' }
  | { kind: 'failed'; error: unknown }

/** The server's limits for one picture; `edge` in pixels. */
const max = { bytes: 7_500_000, edge: 8000 }

/**
 * Returns false if the server has no room for more display pictures, which affects nothing else. Rejects if the server
 * can't be reached or denies access.
 */
export async function sendDisplays(wanted: WantedDisplay[], tools: DisplayTools): Promise<boolean> {
  const plain = wanted.filter((each) => !hasOwnWorker(each))
  const sendOne = (page: WantedDisplay) =>
    withDrawer(page.notebook, tools, (drawer) => sendDisplay(page, drawer, tools))
  if (!(await sendThose(plain, sendOne, tools))) return false
  for (const [notebook, pages] of byNotebook(wanted.filter(hasOwnWorker))) {
    const hasRoom = await withDrawer(notebook, tools, (drawer) =>
      sendThose(pages, (page) => sendDisplay(page, drawer, tools), tools),
    )
    if (!hasRoom) return false
  }
  return true
}

/** The drawer needs a worker with MuPDF for it, so such pages are drawn notebook by notebook. */
function hasOwnWorker({ notebook, page }: WantedDisplay): boolean {
  return isOnSource(notebook, page) || (page.pictures?.size ?? 0) > 0
}

async function withDrawer<Result>(
  notebook: Notebook,
  { openDrawer }: DisplayTools,
  work: (drawer: DisplayDrawer) => Promise<Result>,
): Promise<Result> {
  const drawer = openDrawer(notebook)
  try {
    return await work(drawer)
  } finally {
    await drawer.close()
  }
}

async function sendThose(
  pages: WantedDisplay[],
  send: (page: WantedDisplay) => Promise<DisplayOutcome | 'no-room'>,
  { concurrency, onDisplay }: DisplayTools,
): Promise<boolean> {
  let hasRoom = true
  await forEachConcurrently(
    whileTrue(pages, () => hasRoom),
    concurrency,
    async (page) => {
      const outcome = await send(page)
      if (outcome === 'no-room') hasRoom = false
      else onDisplay?.(page, outcome)
    },
  )
  return hasRoom
}

async function sendDisplay(
  { notebook, page, look_hash }: WantedDisplay,
  drawer: DisplayDrawer,
  { api, signal }: DisplayTools,
): Promise<DisplayOutcome | 'no-room'> {
  try {
    const drawn = await drawer.draw(page)
    const width = fittingWidth(drawn)
    const picture = width === undefined ? drawn : await drawer.draw(page, width)
    const place = { notebook_uuid: notebook.uuid, page_uuid: page.uuid }
    await answerTo(putImage(api, place, picture, { purpose: 'display', look_hash, ...picture.rect }, signal))
    return { kind: 'sent' }
  } catch (error) {
    signal.throwIfAborted()
    if (capacityProblemOf(error) || (error instanceof ApiProblem && error.type === 'display_full')) return 'no-room'
    if (affectsAllPages(error)) throw error
    const isOutdated = error instanceof ApiProblem && (error.status === 404 || error.status === 409)
    return isOutdated ? { kind: 'changed' } : { kind: 'failed', error }
  }
}

/**
 * Undefined if the picture fits. Above the byte limit the width is halved; a photograph is still useful at half the
 * resolution.
 */
function fittingWidth({ png }: DisplayPicture): number | undefined {
  const header = new DataView(png.buffer, png.byteOffset, 24)
  const [width, height] = [header.getUint32(16), header.getUint32(20)]
  const scale = Math.min(1, max.edge / Math.max(width, height), png.length > max.bytes ? 0.5 : 1)
  return scale < 1 ? Math.max(1, Math.floor(width * scale)) : undefined
}

function* whileTrue<Item>(items: Item[], isTrue: () => boolean): Generator<Item> {
  for (const item of items) {
    if (!isTrue()) return
    yield item
  }
}

/** Groups pages by notebook, in the order of each notebook's first page. */
function byNotebook(wanted: WantedDisplay[]): Map<Notebook, WantedDisplay[]> {
  const groups = new Map<Notebook, WantedDisplay[]>()
  for (const each of wanted) {
    const group = groups.get(each.notebook)
    if (group) group.push(each)
    else groups.set(each.notebook, [each])
  }
  return groups
}
