// SPDX-License-Identifier: AGPL-3.0-or-later
// Types of the local API between the agent (`rmirror watch`) and the page that it serves on its own computer.
import type { components, operations } from '../api/schema.gen.ts'
import type { Selection } from '../library/index.ts'

export interface SourceState {
  /** "folder", "desktop", "inbox", "usb" or "ssh" */
  kind: string
  address: string
  /** Why it can't be read, as a message for users. */
  problem: string | null
}

/** A vault that "rmirror watch" keeps up to date. */
export interface KeptVault {
  folder: string
  /** Why it can't be brought up to date, as a message for users. */
  problem: string | null
  /** RFC 3339; null if it wasn't brought up to date yet. */
  updated_at: string | null
  /** Of rMirror's, when it was brought up to date last. */
  notes: number
  /** Parts of notes that a person changed, and that stay as they are. */
  kept: number
}

/** State of the run for one account; times are RFC 3339. */
export interface RunState {
  /** Whether "rmirror watch" or "rmirror sync" is running for this account. */
  is_running: boolean
  paused_until: string | null
  /** From the last run. */
  sources: SourceState[]
  /** From the last "rmirror watch". */
  vaults: KeptVault[]
  /** Why the server can't be updated. */
  problem: string | null
  /** null if nothing was sent yet. */
  last_sync_at: string | null
  /** Notebooks and folders that were announced to the server. */
  notebooks: number
  /** Pages that the server wants and that aren't sent yet. */
  pages_to_send: number
  /** Files and pages that can't be read, by notebook or path. */
  unreadable: number
  /** Newer version of rMirror that the server offers. */
  update: string | null
}

export interface LogLine {
  /** Counts from 1 in each run. */
  id: number
  at: string
  text: string
  is_trouble: boolean
}

/** A newer version. */
export interface LocalUpdate {
  version: string
  /** Whether rMirror installs it on request, or the user runs a command. */
  way: 'automatic' | 'command'
  command?: string
  /** Being downloaded or tried. */
  is_under_way: boolean
}

/** GET /api/state */
export interface LocalState {
  version: string
  server: string
  /** null if unknown. */
  email: string | null
  run: RunState
  /** null if the server doesn't answer. */
  quota: components['schemas']['Quota'] | null
  /** Deletions that weren't announced because there were too many; the user has to confirm them. */
  deletions_asked: { address: string; gone: number } | null
  deleted_there: { uuid: string; name: string }[]
  /** Warnings to answer before integrations remove pages. null if the server doesn't answer. */
  removals: components['schemas']['RemovalWarning'][] | null
  update: LocalUpdate | null
  /** Newest last. */
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
  /** New or changed notebooks and folders. */
  changed: number
  /** Pages with handwriting that would be sent. */
  pages: number
  /** How many of those would wait for quota. */
  waiting: number
  /** Notebooks and folders that would be deleted on the server. */
  gone: number
  /** Notebooks that the user excluded. */
  excluded: number
}

/** The view to open; follows the code and a slash in the page's address. */
export type LocalPlace = 'removals'

/** Whether integrations keep or remove the pages. */
export type RemovalAnswer = operations['answerRemovalWarning']['requestBody']['content']['application/json']['answer']

/** POST /api/session, with a code from "rmirror open". */
export interface LocalSession {
  /** Sent in the `rmirror-page` header of each request, in addition to the cookie. */
  token: string
}

/** The POST actions and their bodies. */
export interface LocalActions {
  session: { code: string }
  sync: { allow_deletions?: boolean }
  /** `minutes` null: until resumed; 0: ends the pause. */
  pause: { minutes: number | null }
  /** Announces everything to the server again. */
  resync: Record<string, never>
  select: { selection: Selection; existing: 'keep' | 'delete' }
  restore: { uuid: string }
  dismiss: { uuid: string }
  /** Answers one of `removals`. */
  removal: { id: string; answer: RemovalAnswer }
  /** Updates to the offered version. */
  update: Record<string, never>
}

/** Body of every error answer. */
export interface LocalProblem {
  /** An English sentence. */
  error: string
}
