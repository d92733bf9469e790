// SPDX-License-Identifier: AGPL-3.0-or-later
// One sync: reads the account and the notes, and carries out what the shared writer plans.
import { type Api, ApiProblem, affectsAllPages } from '@rmirror/shared/api'
import { type Finding, perOf, planVault, type VaultPlan } from '@rmirror/shared/vault'
import { type AccountDocument, type AccountLibrary, readAccountLibrary } from '@rmirror/shared/vault/account'
import type { App } from 'obsidian'
import type { Settings } from './settings.ts'
import { ChangedMeanwhile, VaultFolder } from './vault-folder.ts'

export type Progress = { step: 'asking' } | { step: 'reading' | 'writing'; done: number; total: number }

export interface SyncTools {
  app: App
  api: Api
  /** As they are now. */
  settings(): Settings
  /** Path of a note, within the folder, in which rMirror's text replaces what a person made of it. */
  putBack?: string | undefined
  signal: AbortSignal
  onProgress(progress: Progress): void
}

export interface SyncResult {
  plan: VaultPlan
  /** Paths of pictures and files that couldn't be fetched. */
  failures: string[]
  /** What stays as it is, for the person to see. */
  kept: Finding[]
  documentOf: AccountLibrary['documentOf']
  at: Date
}

/** A person may write while notes are written: then the vault is read and planned again. */
const maxRounds = 3

export async function syncVault(tools: SyncTools): Promise<SyncResult> {
  const folder = new VaultFolder(tools.app, () => tools.settings().folder)
  const account = await readAccount(folder, tools)
  for (let round = 1; ; round++) {
    try {
      return await writeNotes(folder, account, tools)
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || round === maxRounds) throw error
    }
  }
}

function readAccount(folder: VaultFolder, { api, signal, onProgress }: SyncTools): Promise<AccountLibrary> {
  let [done, total] = [0, 0]
  const report = () => onProgress({ step: 'reading', done, total })
  onProgress({ step: 'asking' })
  return readAccountLibrary(api, folder.accountCache(), {
    signal,
    onPages(count) {
      total += count
      report()
    },
    onPage() {
      done++
      report()
    },
  })
}

async function writeNotes(
  folder: VaultFolder,
  { library, bytesOf, documentOf }: AccountLibrary,
  { settings, putBack, signal, onProgress }: SyncTools,
): Promise<SyncResult> {
  const { per, withPictures, deleteRemoved } = settings()
  const files = await folder.read()
  const plan = planVault(library, files, {
    ...{ withPictures, deleteRemoved, per: per ?? perOf(files) ?? 'notebook' },
    putBack: new Set(putBack === undefined ? [] : [putBack]),
  })
  const failures: string[] = []
  const total = plan.notes.size + plan.assets.length
  let done = 0
  await folder.carryOut(plan, files, {
    bytesOf,
    signal,
    onAssetFailure({ path }, error) {
      if (affectsAllPages(error) || !(error instanceof ApiProblem)) throw error
      failures.push(path)
    },
    onWritten: () => onProgress({ step: 'writing', done: ++done, total }),
  })
  const kept = plan.findings.filter((finding) => finding.kind !== 'removed' || !finding.deleted)
  return { plan, failures, kept, documentOf, at: new Date() }
}

/** The page's document on the server, if what the person wrote can become it. */
export function correctionOf(
  finding: Finding,
  { documentOf }: Pick<SyncResult, 'documentOf'>,
): { document: AccountDocument; content: string } | undefined {
  if (finding.kind !== 'changed' || finding.page === undefined || finding.document === null) return undefined
  const document = documentOf(finding.notebook, finding.page)
  return document && { document, content: finding.document }
}
