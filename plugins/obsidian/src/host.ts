// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Finding } from '@rmirror/shared/vault'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { SyncResult } from './sync.ts'

/** The plugin, as its settings, modals and displays see it. */
export interface Host {
  readonly settings: Settings
  readonly session: Session
  /** The address as it is used; undefined if it isn't one yet. */
  readonly server: string | undefined
  /** Aborted when the plugin is disabled or Obsidian closes. */
  readonly signal: AbortSignal
  /** Of the last sync since Obsidian was started. */
  readonly last: SyncResult | undefined
  /** What went wrong in the last sync, in words. */
  readonly problem: string | undefined
  saveSettings(more: Partial<Settings>): Promise<void>
  /** As a person asks for it: says how far it is, and what it did. `putBack`: path of a note within the folder. */
  syncNow(putBack?: string): Promise<boolean>
  showKept(): void
  /** Makes what the person wrote the document of its page, and syncs. */
  takeAsCorrection(finding: Finding): Promise<void>
}
