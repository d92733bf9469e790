// SPDX-License-Identifier: AGPL-3.0-or-later
// A rule in words.
import { ApiProblem } from '@rmirror/shared/api'
import { shortName } from '../../../components/controls/display-name.ts'
import type { LibraryIndex } from '../../../data/library/library-index.ts'
import { formatList, type TextKey, t } from '../../../i18n/index.ts'
import { translateReason } from '../../texts/reason-texts.ts'
import { serverText } from '../../texts/server-texts.ts'
import { type DraftRule, type RuleType, wordsIn } from './rule-draft.ts'

export const typeTexts: Record<RuleType, TextKey> = {
  notebook: 'rules.notebook',
  pdf: 'rules.pdf',
  epub: 'rules.epub',
  notes: 'rules.notes',
}

/** The folder's path, because several may have one name. */
export function folderText(index: LibraryIndex, uuid: string): string {
  const folder = index.folders.get(uuid)
  if (!folder) return t('filter.unknownFolder')
  return [...index.pathTo(folder), folder].map(({ name }) => shortName(name)).join(' / ')
}

/** "Tags: work · Words: invoice → Deliver". */
export function ruleText(rule: DraftRule, index: LibraryIndex, placeText: string | null): string {
  const conditions: [TextKey, string[]][] = [
    ['rules.tags', rule.tags],
    ['rules.folders', rule.folders.map((uuid) => folderText(index, uuid))],
    ['rules.types', rule.types.map((type) => t(typeTexts[type]))],
    ['rules.words', wordsIn(rule.words)],
  ]
  const parts = conditions
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => `${t(key)}: ${formatList(values)}`)
  if (rule.isStarred !== null) parts.push(t(rule.isStarred ? 'rules.isStarred' : 'rules.isNotStarred'))
  const effect = rule.does === 'leave_out' ? t('rules.leaveOut') : (placeText ?? t('rules.send'))
  return `${parts.length > 0 ? parts.join(' · ') : t('rules.noCondition')} → ${effect}`
}

/** Why the server doesn't take the rules. */
export function rulesProblem(error: unknown): string {
  const field = error instanceof ApiProblem ? error.field : undefined
  const nth = /^rules\.list\[(\d+)\]\.place$/.exec(field ?? '')?.[1]
  if (!(error instanceof ApiProblem) || nth === undefined) return serverText(error)
  const reason = translateReason(error.message.replace(`${field}: `, ''))
  return reason ? `${t('rules.rule', { number: Number(nth) + 1 })}: ${reason}` : serverText(error)
}
