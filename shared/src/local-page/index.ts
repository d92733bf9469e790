// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page that a watch shows on its own computer is told and may ask, as types: agent and page agree by them.
import type { components, operations } from '../api/schema.gen.ts'
import type { Selection } from '../library/index.ts'

export interface SourceState {
  /** "folder", "desktop", "inbox", "usb" or "ssh" */
  kind: string
  address: string
  /** Why it can't be read, as a person is told. */
  problem: string | null
}

/** Of the run for one account; times are RFC 3339. */
export interface RunState {
  /** "rmirror watch" or "rmirror sync" runs for this account. */
  is_running: boolean
  paused_until: string | null
  /** Of the last run. */
  sources: SourceState[]
  /** What keeps the server from being told. */
  problem: string | null
  /** Null: nothing was sent yet. */
  last_sync_at: string | null
  /** That the server was told of, folders included. */
  notebooks: number
  /** Wanted by the server, and not sent yet. */
  pages_to_send: number
  /** Files and pages that can't be read, by their notebooks or paths. */
  unreadable: number
  /** A newer version of rMirror that the server offers. */
  update: string | null
}

export interface LogLine {
  /** Counts up from 1 in a run. */
  id: number
  at: string
  text: string
  is_trouble: boolean
}

/** A newer version. */
export interface LocalUpdate {
  version: string
  /** Whether rMirror does it when asked, or a person runs a command. */
  way: 'automatic' | 'command'
  command?: string
  /** It is being fetched, or tried. */
  is_under_way: boolean
}

/** GET /api/state */
export interface LocalState {
  version: string
  server: string
  /** Null: not known. */
  email: string | null
  run: RunState
  /** Null: the server doesn't answer. */
  quota: components['schemas']['Quota'] | null
  /** So many are gone here that nobody was told; a person has to say so. */
  deletions_asked: { address: string; gone: number } | null
  deleted_there: { uuid: string; name: string }[]
  /** What integrations keep until a person says whether it goes. Null: the server doesn't answer. */
  removals: components['schemas']['RemovalWarning'][] | null
  update: LocalUpdate | null
  /** The newest last. */
  log: LogLine[]
}

export interface LocalItem {
  uuid: string
  name: string
  parent: string
}

/** GET /api/selection */
export interface LocalSelection {
  selection: Selection
  folders: LocalItem[]
  notebooks: (LocalItem & { pages: number; tags: string[] })[]
}

/** GET /api/plan: what a sync would do now. */
export interface LocalPlan {
  /** Notebooks and folders that are new or changed. */
  changed: number
  /** With handwriting that would be sent. */
  pages: number
  /** How many of them would wait for quota. */
  waiting: number
  /** Notebooks and folders that would be deleted on the server. */
  gone: number
  /** Notebooks that are left out by choice. */
  excluded: number
}

/** Behind the code in the address of the page, after a slash: what the person came for. */
export type LocalPlace = 'removals'

/** Whether services keep what is gone, or remove it. */
export type RemovalAnswer = operations['answerRemovalWarning']['requestBody']['content']['application/json']['answer']

/** POST /api/session, with a code of "rmirror open" */
export interface LocalSession {
  /** For the header `rmirror-page` of each request, beside the cookie. */
  token: string
}

/** What can be asked by POST, and with what. */
export interface LocalActions {
  session: { code: string }
  sync: { allow_deletions?: boolean }
  /** `minutes` null: until resumed; 0: it is over. */
  pause: { minutes: number | null }
  /** Everything is announced to the server anew. */
  resync: Record<string, never>
  select: { selection: Selection; existing: 'keep' | 'delete' }
  restore: { uuid: string }
  dismiss: { uuid: string }
  /** Answers one of `removals`. */
  removal: { id: string; answer: RemovalAnswer }
  /** To the version that was offered. */
  update: Record<string, never>
}

/** Of whatever is refused. */
export interface LocalProblem {
  /** A sentence, in English. */
  error: string
}
