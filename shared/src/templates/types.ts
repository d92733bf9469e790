// SPDX-License-Identifier: AGPL-3.0-or-later
// How a person wants what rMirror writes: a template for each kind of text, then steps that change the result. The same
// object is in the API, in a vault's file and in the command line.

import type { TemplateKind } from './placeholders.ts'

export { type TemplateKind, templateKinds } from './placeholders.ts'

export interface Templates extends Partial<Record<TemplateKind, string>> {
  steps?: TemplateStep[]
}

export type TemplateStep =
  /** A regular expression of RE2. "$1" in `with` is its first group, "$$" a dollar. */
  | { do: 'replace'; pattern: string; with: string }
  /** Levels down; negative: up. */
  | { do: 'shift_headings'; by: number }
  /** Leaves out the lines in which the pattern is found. */
  | { do: 'drop_lines'; pattern: string }
  /** A property of a note. `value` is a template; where it gives nothing, there is no such property. */
  | { do: 'field'; name: string; value: string }

/** What a template can show. A list, or whether something is so, is for sections. */
export interface TemplateView {
  readonly [name: string]: string | boolean | readonly string[]
}

export const templateLimits = {
  /** Characters of a template. */
  template: 10_000,
  /** Characters of a pattern, of what replaces it, and of a property's value. */
  pattern: 1000,
  /** Instructions of a compiled pattern. */
  patternSize: 1000,
  /** Characters of a text times instructions of a pattern. */
  patternWork: 50_000_000,
  steps: 20,
  /** Sections inside each other. */
  depth: 10,
  /** Sections that are shown, each time counted, in one text. */
  rounds: 10_000,
  /** Characters of one text. */
  output: 1_000_000,
} as const

/** Where and why templates can't be used. */
export interface TemplateFault {
  /** "page", "steps[2].pattern"; "" for all together. */
  place: string
  /** 1-based, in a template of several lines. */
  line: number | null
  reason: FaultReason
  /** The name or the text that it is about; "" if there is none. */
  about: string
}

export type FaultReason = keyof typeof reasons

const reasons = {
  not_json: 'is not JSON',
  unknown_member: 'has a member "{about}" that is not known',
  not_text: 'must be a text',
  not_step: 'is no step: "do" is replace, shift_headings, drop_lines or field, with the members that belong to it',
  bad_shift: 'must be a whole number from -5 to 5, other than 0',
  bad_field: 'must be a name of letters, digits, "_" and "-", and none of uuid, notebook and tags',
  too_long: 'is longer than {about} characters',
  too_many_steps: 'are more than {about}',
  too_deep: 'has sections inside each other, more than {about} deep',
  unclosed_tag: 'has "{{" without "}}"',
  unclosed_section: 'has {{#{about}}} without {{/{about}}}',
  unopened_section: 'has {{/{about}}} without {{#{about}}} before it',
  bad_tag: 'has a tag that is not supported: {about}',
  unknown_name: 'shows {{{about}}}, which does not exist here',
  bad_pattern: 'is no regular expression of RE2: {about}',
  large_pattern: 'matches too many things: write it shorter, or repeat less',
  too_much_text: 'makes a text of more than {about} characters',
  too_many_rounds: 'repeats sections more than {about} times',
  too_much_work: 'is too complex for a text of this length',
} as const

const places: Record<string, string> = {
  '': 'The file with the templates',
  note: 'The template for the top of notes',
  page: 'The template for pages',
  todo: 'The template for to-dos',
  highlight: 'The template for highlights',
  highlight_note: 'The template for notes on highlights',
  file_name: 'The template for file names',
  steps: 'The list of steps',
}

/** "The template for pages, line 3, has "{{" without "}}"." */
export function faultSentence({ place, line, reason, about }: TemplateFault): string {
  const [, step, member] = /^steps\[(\d+)\](?:\.(\w+))?$/.exec(place) ?? []
  const name = step === undefined ? (places[place] ?? place) : `Step ${Number(step) + 1}`
  const details = [...(member === undefined ? [] : [`"${member}"`]), ...(line === null ? [] : [`line ${line}`])]
  const why = reasons[reason].replaceAll('{about}', () => about)
  return `${[name, ...details].join(', ')}${details.length > 0 ? ',' : ''} ${why}.`
}

export class TemplateProblem extends Error {
  override name = 'TemplateProblem'
  readonly fault: TemplateFault

  constructor(fault: TemplateFault) {
    super(faultSentence(fault))
    this.fault = fault
  }
}

/** Ends the work on the template at `place`. */
export function refuse(
  place: string,
  reason: FaultReason,
  about: string | number = '',
  line: number | null = null,
): never {
  throw new TemplateProblem({ place, line, reason, about: `${about}` })
}
