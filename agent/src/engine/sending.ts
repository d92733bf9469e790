// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the pages that the server wants, newest first.

import type { PushTools } from '@rmirror/shared/api'
import {
  type Api,
  answerTo,
  displayOf,
  forEachConcurrently,
  type Outcome,
  type Quota,
  sendDisplays,
  sendWanted,
  type Wanted,
} from '@rmirror/shared/api'
import { listedPages, type Notebook, type PageSource } from '@rmirror/shared/library'
import type { Notify } from './events.ts'
import type { Memory, PendingUpload, UploadKind } from './memory.ts'
import type { Observed } from './observe.ts'

export interface Sending extends Pick<PushTools, 'readState' | 'draw' | 'openDrawer' | 'concurrency'> {
  memory: Memory
  connect(): Promise<Api>
  /** When aborted, pages in progress are still sent. */
  stop: AbortSignal
  signal: AbortSignal
  notify: Notify
}

/**
 * Sends the owed pages and removes each from the memory once it is settled. Rejects with failures that concern all
 * pages.
 */
export async function sendPendingUploads(observed: Observed, tools: Sending): Promise<void> {
  const { memory, stop, signal, draw, notify } = tools
  const wanted = wantedOf(observed, memory)
  if (wanted.length === 0 || stop.aborted) return
  const api = await tools.connect()
  const counts = new Map<Outcome['kind'], number>()
  await forEachConcurrently(until(wanted, stop), tools.concurrency, async (each) => {
    const outcome = await sendWanted(each, { api, draw, signal })
    counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1)
    settle(each, outcome, memory)
    if ('shortened' in outcome && outcome.shortened) notify({ kind: 'shortened', shortened: outcome.shortened })
    notify({ kind: 'page', pushed: each, outcome })
  })
  const count = (kind: Outcome['kind']) => counts.get(kind) ?? 0
  notify({ kind: 'done', sent: count('sent'), deferred: count('deferred'), failed: count('failed') })
  if (count('deferred') > 0) reportQuota(await answerTo(api.GET('/api/v1/quota', { signal })), tools)
}

function* until(wanted: Wanted[], stop: AbortSignal): Generator<Wanted> {
  for (const each of wanted) {
    if (stop.aborted) return
    yield each
  }
}

/** Called after sendPendingUploads(). A display picture that fails is requested again when all entries are repeated. */
export async function sendPendingDisplays(observed: Observed, tools: Sending): Promise<void> {
  const { memory, stop, signal, notify } = tools
  const displays = wantedOf(observed, memory, 'owed_displays').flatMap(displayOf)
  if (displays.length === 0 || stop.aborted) return
  let sent = 0
  const hasRoom = await sendDisplays(displays, {
    ...{ api: await tools.connect(), concurrency: tools.concurrency, openDrawer: tools.openDrawer },
    signal: AbortSignal.any([signal, stop]),
    onDisplay({ notebook, page }, outcome) {
      if (outcome.kind === 'sent') sent++
      memory.removePendingUpload({ notebook: notebook.uuid, page: page.uuid }, 'owed_displays')
      if (outcome.kind === 'changed') memory.invalidateEntry(notebook.uuid)
    },
  }).catch((error: unknown) => {
    if (stop.aborted) return true
    throw error
  })
  if (!hasRoom) memory.removePendingDisplays()
  if (sent > 0) notify({ kind: 'displayed', sent })
}

/** Owed pages that were read. Pages that are gone are dropped; pages of notebooks that are held back stay owed. */
function wantedOf(
  { library, states, heldBack, isPart }: Observed,
  memory: Memory,
  what: UploadKind = 'owed',
): Wanted[] {
  const allOwed = memory.pendingUploads(what)
  if (allOwed.length === 0) return []
  const known = new Map<string, Wanted>()
  for (const notebook of library.notebooks)
    for (const page of listedPages(notebook)) {
      const state = states.get(page)
      if (state) known.set(keyOf(notebook.uuid, page.uuid), { notebook, page, state })
    }
  const waiting = new Set(heldBack.map(({ uuid }) => uuid))
  const wanted: Wanted[] = []
  for (const owed of allOwed) {
    const found = known.get(keyOf(owed.notebook, owed.page))
    if (found) wanted.push(found)
    else if (!isPart && !waiting.has(owed.notebook)) memory.removePendingUpload(owed, what)
  }
  return wanted.sort((a, b) => timeOf(b) - timeOf(a) || b.page.number - a.page.number)
}

const keyOf = (notebook: string, page: string) => `${notebook}/${page}`
const timeOf = ({ notebook, page }: { notebook: Notebook; page: PageSource }) =>
  page.file?.modified || notebook.lastModified

/** A page that changed meanwhile is announced again. One that can't be drawn waits until all entries are repeated. */
function settle({ notebook, page }: Wanted, { kind }: Outcome, memory: Memory): void {
  const owed: PendingUpload = { notebook: notebook.uuid, page: page.uuid }
  memory.transact(() => {
    memory.removePendingUpload(owed)
    if (kind === 'changed') memory.invalidateEntry(notebook.uuid)
  })
}

/** Once per quota period. */
function reportQuota(quota: Quota, { memory, notify }: Sending): void {
  if (memory.fact('quota-told-until') === quota.reset_at) return
  memory.setFact('quota-told-until', quota.reset_at)
  notify({ kind: 'quota-used', quota })
}
