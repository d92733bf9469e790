// SPDX-License-Identifier: AGPL-3.0-or-later
// The events of a run, for terminals and the log.
import type { Outcome, PushedPage, Quota, RemovalWarning } from '@rmirror/shared/api'
import type { Shortened } from '@rmirror/shared/library'
import type { Polling } from '../sources/source.ts'

export type Event =
  | { kind: 'started'; server: string; sources: { kind: string; address: string }[]; vaults: readonly string[] }
  | { kind: 'memory-damaged' }
  /** The run goes on without its page. */
  | { kind: 'no-page'; port: number; reason: string }
  /** The run goes on without an icon. */
  | { kind: 'no-tray'; reason: string }
  | { kind: 'looked'; notebooks: number; opened: number; excluded: number; ms: number }
  /** The source is polled, because the system doesn't report its changes, or not all of them. */
  | ({ kind: 'polled'; address: string } & Polling)
  /** The desktop app syncs only while it runs. In milliseconds since 1970. */
  | { kind: 'app-idle'; lastChange: number }
  /** A whole source can't be read, or can be read again. */
  | { kind: 'source-lost'; address: string; reason: string }
  | { kind: 'source-back'; address: string }
  /** A file that couldn't be read for ten minutes, or is damaged for good. */
  | { kind: 'unreadable'; notebook: string; page?: number; reason: string }
  | { kind: 'announced'; notebooks: number; deleted: number; wanted: number }
  | { kind: 'shortened'; shortened: Shortened }
  | { kind: 'page'; pushed: PushedPage; outcome: Outcome }
  /** More is gone than a person deletes by hand. */
  | { kind: 'deletions-asked'; address: string; gone: number; of: number }
  /** The server lost data, so everything is announced again. */
  | { kind: 'server-behind' }
  | { kind: 'deleted-there'; names: string[] }
  /** Integrations keep what was dropped until the user answers. */
  | { kind: 'removal-held'; warning: RemovalWarning }
  | { kind: 'quota-used'; quota: Quota }
  | { kind: 'offline'; reason: string; retryMs: number }
  | { kind: 'online' }
  | { kind: 'paused'; until: Date }
  | { kind: 'resumed' }
  | { kind: 'failed'; reason: string; error: unknown }
  | { kind: 'no-room'; reason: string }
  /** The disk of this computer: nothing can be stored, so nothing is sent. */
  | { kind: 'disk-full' }
  | { kind: 'disk-free' }
  | { kind: 'signed-out'; reason: string }
  /** The server's terms have to be accepted before anything can be sent. */
  | { kind: 'terms'; reason: string }
  /** Display pictures. */
  | { kind: 'displayed'; sent: number }
  /** `says`: what was done in the vault, or what a person has to know about a note. */
  | { kind: 'vault'; folder: string; says: string; isTrouble?: boolean }
  /** A vault can't be brought up to date, or can be again. */
  | { kind: 'vault-lost'; folder: string; reason: string }
  | { kind: 'vault-back'; folder: string }
  | { kind: 'update-offered'; version: string; command: string }
  | { kind: 'updating'; version: string }
  | { kind: 'updated'; version: string }
  /** `version` is the one that goes on. */
  | { kind: 'update-failed'; version: string; reason: string }
  | { kind: 'done'; sent: number; deferred: number; failed: number }

export type Notify = (event: Event) => void
