// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules while they are edited. Without React state, so that it can be tested by itself.
import type { Rule, Rules } from '../../../data/server/integrations.ts'

export type RuleType = NonNullable<Rule['types']>[number]
export type Does = Rule['does']

export interface DraftRule {
  /** Identifies it while the list is reordered. */
  key: number
  tags: string[]
  /** Uuids. */
  folders: string[]
  types: RuleType[]
  /** null: doesn't matter. */
  isStarred: boolean | null
  /** As typed: words and phrases separated by commas. */
  words: string
  does: Does
  /** null: the place of the settings. */
  place: string | null
}

export interface RulesDraft {
  list: DraftRule[]
  otherwise: Does
  leave: Rules['leave']
}

export const maxRules = 50

export const ruleTypes: readonly RuleType[] = ['notebook', 'pdf', 'epub', 'notes']

const blank = { tags: [], folders: [], types: [], isStarred: null, words: '', does: 'send', place: null } as const

export function draftOf(rules: Rules | null): RulesDraft {
  const list = (rules?.list ?? []).map(
    (rule, key): DraftRule => ({
      ...{ key, tags: rule.tags ?? [], folders: rule.folders ?? [], types: rule.types ?? [], does: rule.does },
      ...{ isStarred: rule.is_pinned ?? null, words: (rule.words ?? []).join(', '), place: rule.place ?? null },
    }),
  )
  return { list, otherwise: rules?.otherwise ?? 'send', leave: rules?.leave ?? 'withdraw' }
}

export function wordsIn(text: string): string[] {
  const words = text.split(',').map((word) => word.trim().slice(0, 100))
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 50)
}

/** null if the rules change nothing. */
export function rulesOf({ list, otherwise, leave }: RulesDraft): Rules | null {
  if (list.length === 0 && otherwise === 'send') return null
  const rules = list.map(
    ({ tags, folders, types, isStarred, words, does, place }): Rule => ({
      ...{ tags, folders, types, is_pinned: isStarred, words: wordsIn(words), does },
      place: does === 'send' ? place : null,
    }),
  )
  return { list: rules, otherwise, leave }
}

/** It has no condition, so it can't be saved. */
export function isBlank({ tags, folders, types, isStarred, words }: DraftRule): boolean {
  return tags.length + folders.length + types.length + wordsIn(words).length === 0 && isStarred === null
}

export function withNewRule(draft: RulesDraft): { draft: RulesDraft; key: number } {
  const key = Math.max(-1, ...draft.list.map((rule) => rule.key)) + 1
  const rule = { ...blank, key, tags: [], folders: [], types: [] }
  return { draft: { ...draft, list: [...draft.list, rule] }, key }
}

export function withRule(draft: RulesDraft, changed: DraftRule): RulesDraft {
  return { ...draft, list: draft.list.map((rule) => (rule.key === changed.key ? changed : rule)) }
}

export function withoutRule(draft: RulesDraft, key: number): RulesDraft {
  return { ...draft, list: draft.list.filter((rule) => rule.key !== key) }
}

/** `by`: -1 for up, 1 for down. At the end of the list it stays. */
export function withMoved(draft: RulesDraft, key: number, by: -1 | 1): RulesDraft {
  const from = draft.list.findIndex((rule) => rule.key === key)
  const rule = draft.list[from]
  const to = from + by
  if (!rule || to < 0 || to >= draft.list.length) return draft
  return { ...draft, list: draft.list.toSpliced(from, 1).toSpliced(to, 0, rule) }
}
