// SPDX-License-Identifier: AGPL-3.0-or-later
// The API of the local page. The page holds no state: all of it is in the memory or on the server, so that commands and
// page never disagree.
import { type Api, answerRemovalWarning, answerTo, fetchRemovalWarnings, fetchSelection } from '@rmirror/shared/api'
import { isUuid, type Library, type Selection } from '@rmirror/shared/library'
import type { LocalActions, LocalPlan, LocalSelection, LocalState, LocalUpdate } from '@rmirror/shared/local-page'
import { deletedOnServer, dismissDeleted, forgetDeleted } from '../engine/deleted-on-server.ts'
import type { Memory } from '../engine/memory.ts'
import { pauseFor } from '../engine/pause.ts'
import { type Plan, waitingPages } from '../engine/plan.ts'
import { forgetRemoval } from '../engine/removals.ts'
import { deletionsAsked, runStateOf } from '../engine/run-state.ts'
import { version } from '../version.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { Log } from './log.ts'
import { Refusal, type Route } from './server.ts'

export interface PageWorld {
  server: string
  email: string | undefined
  memory: Memory
  log: Log
  connect(): Promise<Api>
  /** The contents of all sources at the last scan; undefined before it. */
  contents(): Contents | undefined
  /** What a round would do, without doing it. */
  plan(): Promise<Plan>
  /** Starts the next round now. */
  wake(): void
  updates: { readonly offered: LocalUpdate | null; begin(): void }
}

/** What the page lists; a whole library would occupy much of a resting watch's memory. */
export type Contents = Pick<LocalSelection, 'folders' | 'notebooks'>

export function contentsOf({ folders, notebooks }: Library): Contents {
  return {
    folders: folders.map(({ uuid, name, parent }) => ({ uuid, name, parent })),
    notebooks: notebooks.map(({ uuid, name, parent, pages, tags }) => ({
      ...{ uuid, name, parent, tags },
      pages: pages.length,
    })),
  }
}

type Name = Exclude<keyof LocalActions, 'session'>
type Actions = { [Each in Name]: (body: LocalActions[Each], world: PageWorld) => Promise<void> | void }

const maxPauseMinutes = 365 * 24 * 60

const actions: Actions = {
  sync({ allow_deletions }, { memory, wake }) {
    if (allow_deletions === true) memory.setFact('allowed-deletions', '1')
    pauseFor(0, { memory, wake })
  },
  pause({ minutes }, { memory, wake }) {
    const isTime = typeof minutes === 'number' && minutes >= 0 && minutes <= maxPauseMinutes
    if (!isTime && minutes !== null) throw new Refusal(400, 'A pause takes minutes, or null.')
    pauseFor(minutes, { memory, wake })
  },
  resync(_, { memory, wake }) {
    memory.invalidateAllEntries()
    wake()
  },
  async select({ selection, existing }, { connect, wake }) {
    await answerTo((await connect()).PUT('/api/v1/sync/selection', { body: { ...selection, existing } }))
    wake()
  },
  async restore({ uuid }, { connect, memory, wake }) {
    const params = { path: { notebook_uuid: knownDeleted(uuid, memory) } }
    await answerTo((await connect()).POST('/api/v1/notebooks/{notebook_uuid}/restore', { params }))
    forgetDeleted(uuid, memory)
    memory.invalidateEntry(uuid)
    wake()
  },
  dismiss({ uuid }, { memory }) {
    dismissDeleted(knownDeleted(uuid, memory), memory)
  },
  async removal({ id, answer }, { connect, memory, wake }) {
    if (answer !== 'keep' && answer !== 'remove') throw new Refusal(400, 'The answer is "keep" or "remove".')
    if (typeof id !== 'string' || !isUuid(id)) throw new Refusal(404, 'There is no such question.')
    await answerRemovalWarning(await connect(), id, answer)
    forgetRemoval(id, memory)
    wake()
  },
  update(_, { updates }) {
    if (updates.offered?.way !== 'automatic') throw new Refusal(404, 'There is no newer version.')
    updates.begin()
  },
}

/** By method and name. */
export function pageRoutes(world: PageWorld): Map<string, Route> {
  const quota = cachedFor(30_000, () => fromServer(world, fetchQuota))
  const removals = cachedFor(10_000, () => fromServer(world, fetchRemovalWarnings))
  const posts = Object.entries(actions).map(([name, act]): [string, Route] => [
    `POST ${name}`,
    async (body) => {
      if (typeof body !== 'object' || body === null) throw new Refusal(400, 'An object is missing.')
      try {
        await (act as (body: unknown, world: PageWorld) => Promise<void> | void)(body, world)
      } finally {
        removals.forget()
      }
    },
  ])
  return new Map<string, Route>([
    ...posts,
    ['GET state', async () => stateOf(world, await quota.get(), await removals.get())],
    ['GET selection', () => selectionOf(world)],
    ['GET plan', async () => planOf(await world.plan())],
    ['GET diagnostics', () => diagnosticsOf(world)],
  ])
}

function stateOf(
  { server, email, memory, log, updates }: PageWorld,
  quota: LocalState['quota'],
  removals: LocalState['removals'],
): LocalState {
  return {
    ...{ version, server, quota, removals },
    email: email ?? null,
    run: runStateOf(memory, true),
    deletions_asked: deletionsAsked(memory),
    deleted_there: deletedOnServer(memory),
    update: updates.offered,
    log: log.lines,
  }
}

async function selectionOf({ connect, contents }: PageWorld): Promise<LocalSelection> {
  const selection: Selection = await fetchSelection(await connect(), AbortSignal.timeout(10_000))
  return { selection, ...(contents() ?? { folders: [], notebooks: [] }) }
}

function planOf(plan: Plan): LocalPlan {
  const { changed, pages, gone, excluded } = plan
  return { changed, pages, gone, excluded, waiting: waitingPages(plan) }
}

const fetchQuota = (api: Api, signal: AbortSignal) => answerTo(api.GET('/api/v1/quota', { signal }))

/** null if the server doesn't answer. */
async function fromServer<Value>(
  { connect }: PageWorld,
  fetch: (api: Api, signal: AbortSignal) => Promise<Value>,
): Promise<Value | null> {
  try {
    return await fetch(await connect(), AbortSignal.timeout(3_000))
  } catch {
    return null
  }
}

function knownDeleted(uuid: unknown, memory: Memory): string {
  const known = deletedOnServer(memory).find((each) => each.uuid === uuid)
  if (!known) throw new Refusal(404, 'There is no such notebook.')
  return known.uuid
}

/** Caches a value for `ms`. */
function cachedFor<Value>(ms: number, get: () => Promise<Value>): { get(): Promise<Value>; forget(): void } {
  let got: { value: Promise<Value>; at: number } | undefined
  return {
    get() {
      if (!got || performance.now() - got.at > ms) got = { value: get(), at: performance.now() }
      return got.value
    },
    forget() {
      got = undefined
    },
  }
}
