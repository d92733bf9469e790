// SPDX-License-Identifier: AGPL-3.0-or-later
// Announces changes to the server. Its acknowledgement and the pages that it wants are stored in one transaction.
import { type Announced, type Api, announce } from '@rmirror/shared/api'
import type { Manifest } from '@rmirror/shared/library'
import { noteDeleted } from './deleted-on-server.ts'
import { type Changed, type Deletions, inkOf } from './differences.ts'
import type { Notify } from './events.ts'
import type { Memory } from './memory.ts'
import { reportRemovals } from './removals.ts'

export interface Announcing {
  memory: Memory
  connect(): Promise<Api>
  stop: AbortSignal
  signal: AbortSignal
  notify: Notify
}

export interface News {
  changed: Changed[]
  /** Announced before: the server only adds what it lacks. */
  repeated: Changed[]
  gone: Deletions[]
}

/** Entries per request and acknowledgement. If a request is interrupted, the next round repeats it. */
const atATime = 500

/**
 * Announces changes, then repeats, then deletions. Rejects with whatever fails; what was acknowledged before is stored.
 */
export async function announceChanges({ changed, repeated, gone }: News, tools: Announcing): Promise<void> {
  for (const piece of piecesOf(changed)) await announceSome(piece, false, tools)
  for (const piece of piecesOf(repeated)) await announceSome(piece, true, tools)
  const uuids = gone.flatMap((each) => each.uuids)
  if (uuids.length > 0) await announceGone(uuids, tools)
}

/** The most recently modified first. */
function* piecesOf(changed: Changed[]): Generator<Changed[]> {
  const sorted = changed.toSorted((a, b) => (b.entry.last_modified ?? '').localeCompare(a.entry.last_modified ?? ''))
  for (let start = 0; start < sorted.length; start += atATime) yield sorted.slice(start, start + atATime)
}

async function announceSome(piece: Changed[], isRepeat: boolean, tools: Announcing): Promise<void> {
  if (tools.stop.aborted) return
  const { memory, notify } = tools
  // If the process is killed now, it's unknown whether the server got the entry. The empty hash makes the next round
  // announce it again, even if it was changed back, or announce its deletion.
  if (!isRepeat)
    memory.transact(() => {
      for (const { announced } of piece) memory.keepEntry({ ...announced, hash: '' })
    })
  const notebooks = piece.map(({ entry }) => (isRepeat ? { ...entry, is_repeat: true } : entry))
  const answer = await send({ scope: 'notebooks', notebooks }, tools)
  memory.transact(() => {
    noteCursor(answer, tools)
    for (const { announced, entry } of piece) {
      memory.keepAnnouncedPages(entry.notebook_uuid, inkOf(entry))
      if (isRepeat) continue
      memory.removePendingUploads(entry.notebook_uuid)
      memory.keepEntry(announced)
    }
    for (const { notebook_uuid: notebook, page_uuids } of answer.want)
      for (const page of page_uuids) memory.queueUpload({ notebook, page })
    for (const { notebook_uuid: notebook, page_uuids } of answer.wantDisplay)
      for (const page of page_uuids) memory.queueUpload({ notebook, page }, 'owed_displays')
  })
  const wanted = answer.want.reduce((sum, { page_uuids }) => sum + page_uuids.length, 0)
  if (!isRepeat || wanted > 0) notify({ kind: 'announced', notebooks: isRepeat ? 0 : piece.length, deleted: 0, wanted })
  reportDeletedThere(answer, piece, tools)
}

async function announceGone(uuids: string[], tools: Announcing): Promise<void> {
  const { memory, notify } = tools
  const answer = await send({ scope: 'notebooks', notebooks: [], deleted_notebooks: uuids }, tools)
  memory.transact(() => {
    noteCursor(answer, tools)
    for (const uuid of uuids) memory.forget(uuid)
    memory.setFact('allowed-deletions', undefined)
    memory.setFact('asked-deletions', undefined)
  })
  notify({ kind: 'announced', notebooks: 0, deleted: uuids.length, wanted: 0 })
}

async function send(manifest: Manifest, tools: Announcing): Promise<Announced> {
  const { connect, signal } = tools
  const answer = await announce(await connect(), manifest, signal)
  reportRemovals(answer.removalWarnings, tools)
  return answer
}

/** A cursor only grows, unless the server was emptied or restored from a backup. */
function noteCursor({ cursor }: Announced, { memory, notify }: Announcing): void {
  if (cursor === undefined) return
  const known = memory.fact('cursor')
  if (known !== undefined && isBehind(cursor, known)) {
    memory.invalidateAllEntries()
    notify({ kind: 'server-behind' })
  }
  memory.setFact('cursor', cursor)
}

function isBehind(cursor: string, known: string): boolean {
  return /^\d+$/.test(cursor) && /^\d+$/.test(known) && BigInt(cursor) < BigInt(known)
}

function reportDeletedThere({ deletedOnServer }: Announced, piece: Changed[], { memory, notify }: Announcing): void {
  const deleted = piece
    .filter(({ announced }) => deletedOnServer.includes(announced.uuid))
    .map(({ announced, entry }) => ({ uuid: announced.uuid, name: entry.visible_name }))
  const fresh = noteDeleted(deleted, memory)
  if (fresh.length > 0) notify({ kind: 'deleted-there', names: fresh.map(({ name }) => name) })
}
