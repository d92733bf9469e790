// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts of the screens for admins.
import { ApiProblem } from '@rmirror/shared/api'
import type { AdminAct } from '../../data/operator/acts.ts'
import type { AdminPerson, Step, Tier } from '../../data/operator/people.ts'
import { formatNumber, formatSize, type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

export function nameOf({ email, name }: Pick<AdminPerson, 'email' | 'name'>): string {
  return email ?? name ?? t('operator.noAddress')
}

export const stepTexts: Record<Step, TextKey> = {
  signed_up: 'operator.stepSignedUp',
  device_connected: 'operator.stepDevice',
  sent: 'operator.stepSent',
  transcribed: 'operator.stepTranscribed',
  connected: 'operator.stepConnected',
  complete: 'operator.stepComplete',
}

export const tierTexts: Record<Tier, TextKey> = {
  free: 'operator.tierFree',
  beta: 'operator.tierBeta',
  pro: 'operator.tierPro',
  team: 'operator.tierTeam',
  enterprise: 'operator.tierEnterprise',
}

const actTexts: Record<AdminAct['act'], TextKey> = {
  make_admin: 'operator.actMakeAdmin',
  remove_admin: 'operator.actRemoveAdmin',
  change_plan: 'operator.actChangePlan',
  invite: 'operator.actInvite',
  remove_from_waitlist: 'operator.actRemoveWaiting',
  create_invitation: 'operator.actCreateInvitation',
  revoke_invitation: 'operator.actRevokeInvitation',
}

export function actText({ act, undoes }: Pick<AdminAct, 'act' | 'undoes'>): string {
  return undoes === null ? t(actTexts[act]) : t('operator.actUndo', { act: t(actTexts[act]) })
}

type Usage = { used: number; limit: number | null }

export function usageText({ used, limit }: Usage): string {
  return limit === null ? formatNumber(used) : t('operator.usedOf', { used, limit })
}

export function storageText({ used, limit }: Usage): string {
  return limit === null ? formatSize(used) : t('operator.usedOf', { used: formatSize(used), limit: formatSize(limit) })
}

/** A member of what an act changed, such as a plan: the tier by its name, a limit by its number. */
function valueText(name: string, value: unknown): string {
  if (name === 'tier') return t(tierTexts[value as Tier])
  if (value === null) return t('operator.asTier')
  return name === 'storage' ? formatSize(Number(value)) : formatNumber(Number(value))
}

const memberTexts: Record<string, TextKey | undefined> = {
  tier: 'operator.tier',
  pages: 'operator.pagesPerMonth',
  tokens: 'operator.tokensPerMonth',
  storage: 'operator.storage',
}

/** "Tier: Free → Beta" for each member of a plan that changed; empty for acts whose name says it all. */
export function changesOf({ act, before, after }: AdminAct): string[] {
  if (act !== 'change_plan') return []
  const [then, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return Object.keys(now)
    .filter((name) => memberTexts[name] && then[name] !== now[name])
    .map((name) => {
      const what = t(memberTexts[name] ?? 'operator.tier')
      return `${what}: ${valueText(name, then[name])} → ${valueText(name, now[name])}`
    })
}

const refusals: Record<string, TextKey | undefined> = {
  last_admin: 'operator.lastAdmin',
  not_possible: 'operator.notPossible',
  changed_since: 'operator.changedSince',
}

/** Why an act was refused. */
export function actProblem(error: unknown): string {
  const text = error instanceof ApiProblem ? refusals[error.type] : undefined
  return text ? t(text) : serverText(error)
}
