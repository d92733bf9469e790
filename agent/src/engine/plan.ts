// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans a round: scans sources and reads changed pages, but announces nothing.
import { answerTo, fetchSelection, type Quota } from '@rmirror/shared/api'
import { withoutExcluded } from '@rmirror/shared/library'
import { readBookOf, repairsOf, uploadTools } from '@rmirror/shared/workshop'
import { openPool } from '../workers/threads.ts'
import { changedOf, deletionsFrom, entriesOf, inkOf } from './differences.ts'
import { observe } from './observe.ts'
import { type RoundTools, scanAll } from './round.ts'

export interface Plan {
  /** New or changed notebooks and folders. */
  changed: number
  /** Pages with handwriting that wasn't announced. The server may have some of them from other devices. */
  pages: number
  /** Notebooks and folders on the server that are gone here. */
  gone: number
  excluded: number
  quota: Quota
}

export async function planRound(tools: RoundTools): Promise<Plan> {
  const { memory, signal, threads } = tools
  const api = await tools.connect()
  const quota = await answerTo(api.GET('/api/v1/quota', { signal }))
  const selection = await fetchSelection(api, signal)
  const found = await scanAll(tools, new Map())
  const { selected, excluded } = withoutExcluded(found.library, selection)
  const pool = openPool(threads)
  const openDedicatedPool = async () => openPool(1)
  try {
    const observed = await observe(selected, {
      ...{ ...tools, ...uploadTools(pool, {}, openDedicatedPool) },
      readBook: (notebook) => readBookOf(notebook, { openDedicatedPool, signal }),
      repair: (notebook, pages) => repairsOf(notebook, pages, { openDedicatedPool, signal }),
      ...{ concurrency: pool.size, partial: found.partial },
    })
    const known = memory.entries()
    const changed = changedOf(entriesOf(observed, (uuid) => found.sourceOf.get(uuid) ?? '').entries, known)
    const waiting = new Set(memory.pendingUploads().map(({ notebook, page }) => `${notebook}/${page}`))
    for (const { entry } of changed) {
      const announced = memory.announcedPages(entry.notebook_uuid)
      for (const { page, inkHash } of inkOf(entry))
        if (announced.get(page) !== inkHash) waiting.add(`${entry.notebook_uuid}/${page}`)
    }
    const gone = tools.keepsDeleted ? [] : deletionsFrom(found.scans, known).flatMap(({ uuids }) => uuids)
    return { changed: changed.length, pages: waiting.size, gone: gone.length, excluded: excluded.length, quota }
  } finally {
    signal.throwIfAborted()
    await pool.close()
  }
}

/** How many of its pages would wait for quota. */
export function waitingPages({ pages, quota: { limit, used, reserved, has_reader } }: Plan): number {
  if (limit === null || !has_reader) return 0
  return Math.max(0, pages - Math.max(0, limit - used - reserved))
}

/** Plans requested while a watch runs; the watch makes them between two rounds. */
export class Planning {
  #asked: { resolve: (plan: Plan) => void; reject: (error: unknown) => void }[] = []
  readonly #wake: () => void

  constructor(wake: () => void) {
    this.#wake = wake
  }

  ask(): Promise<Plan> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject })
      this.#wake()
    })
  }

  async answer(tools: RoundTools): Promise<void> {
    const asked = this.#asked.splice(0)
    if (asked.length === 0) return
    try {
      const plan = await planRound(tools)
      for (const { resolve } of asked) resolve(plan)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
}
