// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens in a run, as terminals and the log tell it.
import type { Outcome, PushedPage, Quota, RemovalWarning } from '@rmirror/shared/api'
import type { Shortened } from '@rmirror/shared/library'
import type { Polling } from '../sources/source.ts'

export type Event =
  | { kind: 'started'; server: string; sources: { kind: string; address: string }[] }
  | { kind: 'memory-damaged' }
  /** The run goes on without its page. */
  | { kind: 'no-page'; port: number; reason: string }
  /** Nor does it need an icon. */
  | { kind: 'no-tray'; reason: string }
  | { kind: 'looked'; notebooks: number; opened: number; excluded: number; ms: number }
  /** Changes are noticed by looking, because the system tells of none, or not of all. */
  | ({ kind: 'polled'; address: string } & Polling)
  /** The desktop app brings changes only while it runs. Milliseconds since 1970. */
  | { kind: 'app-idle'; lastChange: number }
  /** A whole source cannot be read, or can again. */
  | { kind: 'source-lost'; address: string; reason: string }
  | { kind: 'source-back'; address: string }
  /** A file that cannot be read for ten minutes, or is damaged for good. */
  | { kind: 'unreadable'; notebook: string; page?: number; reason: string }
  | { kind: 'announced'; notebooks: number; deleted: number; wanted: number }
  | { kind: 'shortened'; shortened: Shortened }
  | { kind: 'page'; pushed: PushedPage; outcome: Outcome }
  /** More is gone than anybody deletes by hand. */
  | { kind: 'deletions-asked'; address: string; gone: number; of: number }
  /** The server is older than repeats, and refuses them. */
  | { kind: 'repeats-refused' }
  /** The server has forgotten what it was told: all of it is told again. */
  | { kind: 'server-behind' }
  | { kind: 'deleted-there'; names: string[] }
  /** Integrations keep what was dropped until somebody answers. */
  | { kind: 'removal-held'; warning: RemovalWarning }
  | { kind: 'quota-used'; quota: Quota }
  | { kind: 'offline'; reason: string; retryMs: number }
  | { kind: 'online' }
  | { kind: 'paused'; until: Date }
  | { kind: 'resumed' }
  | { kind: 'failed'; reason: string; error: unknown }
  | { kind: 'no-room'; reason: string }
  /** Of this computer: nothing can be remembered, so nothing is sent. */
  | { kind: 'disk-full' }
  | { kind: 'disk-free' }
  | { kind: 'signed-out'; reason: string }
  /** Pages as they look. */
  | { kind: 'displayed'; sent: number }
  | { kind: 'update-offered'; version: string; command: string }
  | { kind: 'updating'; version: string }
  | { kind: 'updated'; version: string }
  /** `version` is the one that goes on. */
  | { kind: 'update-failed'; version: string; reason: string }
  | { kind: 'done'; sent: number; deferred: number; failed: number }

export type Tell = (event: Event) => void
