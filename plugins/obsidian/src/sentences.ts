// SPDX-License-Identifier: AGPL-3.0-or-later
// What went wrong, and what a sync did, in plain words.
import { ApiProblem, DeviceLoginRefused, NotOurServer, NotReached } from '@rmirror/shared/api'
import { type Finding, TemplateProblem, templatesPath, type VaultPlan } from '@rmirror/shared/vault'
import { type TextKey, t } from './texts/index.ts'
import { ChangedMeanwhile, WriteFailed } from './vault-folder.ts'

/** Something that a person has to do first. */
export class NotReady extends Error {
  override name = 'NotReady'
  readonly key: TextKey

  constructor(key: TextKey) {
    super(key)
    this.key = key
  }
}

export function errorSentence(error: unknown, server: string): string {
  if (error instanceof NotReady) return t(error.key)
  if (error instanceof NotReached) return t('error.notReached', { server })
  if (error instanceof NotOurServer) return t('error.notOurs', { server })
  if (error instanceof DeviceLoginRefused) return t(error.isExpired ? 'error.expired' : 'error.denied')
  if (error instanceof ChangedMeanwhile) return t('error.changed', { path: error.path })
  if (error instanceof WriteFailed) return t('error.write', { path: error.path, reason: messageOf(error.cause) })
  if (error instanceof TemplateProblem) return t('error.templates', { path: templatesPath, message: error.message })
  if (error instanceof ApiProblem) return problemSentence(error)
  return t('error.unknown', { message: messageOf(error) })
}

/** Whether a person has to do something. A device that is offline, or a busy server, needs nobody. */
export function needsPerson(error: unknown): boolean {
  const isOwn = error instanceof WriteFailed || error instanceof TemplateProblem
  return isOwn || (error instanceof ApiProblem && error.status === 401)
}

function problemSentence({ status, message }: ApiProblem): string {
  if (status === 401) return t('error.refused')
  if ([429, 502, 503, 504].includes(status)) return t('error.busy')
  return t('error.server', { message })
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** "Synced: notes written: 3, pictures and files: 2." */
export function planSentence({ moves, notes, assets, deletes }: VaultPlan): string {
  const counts: [TextKey, number][] = [
    ['sync.notes', notes.size],
    ['sync.files', assets.length],
    ['sync.moved', moves.length],
    ['sync.deleted', deletes.length],
  ]
  const parts = counts.filter(([, count]) => count > 0).map(([key, count]) => t(key, { count }))
  return parts.length === 0 ? t('sync.nothing') : t('sync.done', { what: parts.join(', ') })
}

export function findingSentence(finding: Finding): string {
  switch (finding.kind) {
    case 'changed':
      return finding.number === undefined ? t('kept.changed') : t('kept.changedPage', { number: finding.number })
    case 'markers':
      return t('kept.markers')
    case 'copy':
      return t('kept.copy', { of: finding.of })
    case 'removed':
      return t(`kept.${finding.why}`)
  }
}
