// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TemplateFault, TemplateKind } from '../../../data/server/templates.ts'
import { type TextKey, t } from '../../../i18n/index.ts'

const kinds: Record<TemplateKind, { name: TextKey; hint: TextKey }> = {
  note: { name: 'templates.kind.note', hint: 'templates.hint.note' },
  page: { name: 'templates.kind.page', hint: 'templates.hint.page' },
  todo: { name: 'templates.kind.todo', hint: 'templates.hint.todo' },
  highlight: { name: 'templates.kind.highlight', hint: 'templates.hint.highlight' },
  highlight_note: { name: 'templates.kind.highlightNote', hint: 'templates.hint.highlightNote' },
  file_name: { name: 'templates.kind.fileName', hint: 'templates.hint.fileName' },
}

export const kindText = (kind: TemplateKind): string => t(kinds[kind].name)

export const kindHint = (kind: TemplateKind): string => t(kinds[kind].hint)

/** By the `reason` of a fault. */
const faults: Record<string, TextKey | undefined> = {
  not_text: 'templates.fault.other',
  bad_shift: 'templates.fault.shift',
  bad_field: 'templates.fault.field',
  too_long: 'templates.fault.long',
  too_many_steps: 'templates.fault.steps',
  too_deep: 'templates.fault.deep',
  unclosed_tag: 'templates.fault.tag',
  unclosed_section: 'templates.fault.unclosed',
  unopened_section: 'templates.fault.unopened',
  bad_tag: 'templates.fault.badTag',
  unknown_name: 'templates.fault.unknown',
  bad_pattern: 'templates.fault.pattern',
  large_pattern: 'templates.fault.largePattern',
  too_much_text: 'templates.fault.muchText',
  too_many_rounds: 'templates.fault.rounds',
  too_much_work: 'templates.fault.work',
  bad_address: 'templates.fault.address',
}

/** "Page, line 3: …": where and why templates can't be used. */
export function faultText({ place, line, reason, about }: TemplateFault): string {
  const why = t(faults[reason] ?? 'templates.fault.other', { about })
  const [, step] = /^steps\[(\d+)\]/.exec(place) ?? []
  const where = step === undefined ? placeText(place) : t('templates.step', { number: Number(step) + 1 })
  const places = [...(where === '' ? [] : [where]), ...(line === null ? [] : [t('templates.line', { line })])]
  return places.length === 0 ? why : `${places.join(', ')}: ${why}`
}

const placeText = (place: string) => (place in kinds ? kindText(place as TemplateKind) : '')
