// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates and steps, checked and ready for use.
import { MustacheTemplate } from './mustache-template.ts'
import { Pattern } from './pattern.ts'
import { placeholders } from './placeholders.ts'
import {
  refuse,
  type TemplateKind,
  TemplateProblem,
  type TemplateStep,
  type TemplateView,
  templateKinds,
  templateLimits,
} from './types.ts'

type TextStep = (text: string) => string

interface Field {
  name: string
  value: MustacheTemplate
}

/** Names that tell whose note a file is, or that are merged with what a person writes. */
const ownFields = new Set(['uuid', 'notebook', 'tags'])

const fieldNames = new Set<string>(placeholders.note)

export class TemplateSet {
  readonly #templates = new Map<TemplateKind, MustacheTemplate>()
  readonly #steps: TextStep[] = []
  readonly #fields: Field[] = []

  /** `given`: as it was parsed from JSON. Throws a TemplateProblem. */
  constructor(given: unknown) {
    const members = recordOf('', given)
    for (const [member, value] of Object.entries(members)) {
      if (member === 'steps') this.#addSteps(value)
      else if (!isKind(member)) refuse('', 'unknown_member', member.slice(0, 50))
      else if (typeof value !== 'string') refuse(member, 'not_text')
      else this.#templates.set(member, new MustacheTemplate(member, value, new Set(placeholders[member])))
    }
  }

  /** Whether it changes what these templates, or any step, make. */
  changes(...kinds: TemplateKind[]): boolean {
    return this.#steps.length > 0 || kinds.some((kind) => this.#templates.has(kind))
  }

  has(kind: TemplateKind): boolean {
    return this.#templates.has(kind)
  }

  /** Undefined if there is no template of this kind. */
  render(kind: TemplateKind, view: TemplateView): string | undefined {
    return this.#templates.get(kind)?.render(view)
  }

  /** Applies the steps that change texts. */
  stepped(text: string): string {
    return this.#steps.reduce((changed, step) => step(changed), text)
  }

  /** The properties that steps set, by name; "" for those that are left out. */
  fields(view: TemplateView): Map<string, string> {
    return new Map(
      this.#fields.map(({ name, value }) => [name, value.render(view).replace(/\s+/g, ' ').trim()] as const),
    )
  }

  #addSteps(steps: unknown): void {
    if (!Array.isArray(steps)) refuse('steps', 'not_step')
    if (steps.length > templateLimits.steps) refuse('steps', 'too_many_steps', templateLimits.steps)
    for (const [index, step] of steps.entries()) this.#addStep(`steps[${index}]`, stepOf(`steps[${index}]`, step))
  }

  #addStep(place: string, step: TemplateStep): void {
    switch (step.do) {
      case 'replace': {
        const pattern = new Pattern(`${place}.pattern`, step.pattern)
        this.#steps.push((text) => pattern.replaced(text, step.with))
        return
      }
      case 'drop_lines': {
        const pattern = new Pattern(`${place}.pattern`, step.pattern)
        this.#steps.push((text) => withoutLines(text, pattern))
        return
      }
      case 'shift_headings':
        this.#steps.push((text) => withShiftedHeadings(text, step.by))
        return
      case 'field':
        this.#fields.push({ name: step.name, value: new MustacheTemplate(`${place}.value`, step.value, fieldNames) })
    }
  }
}

/** Of the text of a file. Throws a TemplateProblem. */
export function templateSetFrom(json: string): TemplateSet {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    refuse('', 'not_json')
  }
  return new TemplateSet(parsed)
}

/** Null if the templates can be used. */
export function faultOf(given: unknown): TemplateProblem['fault'] | null {
  try {
    new TemplateSet(given)
    return null
  } catch (error) {
    if (error instanceof TemplateProblem) return error.fault
    throw error
  }
}

function isKind(name: string): name is TemplateKind {
  return (templateKinds as readonly string[]).includes(name)
}

function recordOf(place: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(place, place === '' ? 'not_json' : 'not_step')
  return value as Record<string, unknown>
}

const membersOf: Record<string, readonly string[]> = {
  replace: ['do', 'pattern', 'with'],
  drop_lines: ['do', 'pattern'],
  shift_headings: ['do', 'by'],
  field: ['do', 'name', 'value'],
}

function stepOf(place: string, given: unknown): TemplateStep {
  const step = recordOf(place, given)
  const members = Object.hasOwn(membersOf, `${step.do}`) ? membersOf[`${step.do}`] : undefined
  if (!members || members.length !== Object.keys(step).length || members.some((name) => !Object.hasOwn(step, name)))
    refuse(place, 'not_step')
  if (step.do === 'shift_headings') {
    const by = step.by
    if (!Number.isInteger(by) || by === 0 || Math.abs(Number(by)) > 5) refuse(`${place}.by`, 'bad_shift')
  } else {
    for (const name of members.slice(1)) textOf(`${place}.${name}`, step[name])
  }
  if (step.do === 'field' && (!/^[A-Za-z_][\w-]{0,49}$/.test(`${step.name}`) || ownFields.has(`${step.name}`)))
    refuse(`${place}.name`, 'bad_field')
  return step as TemplateStep
}

function textOf(place: string, value: unknown): void {
  if (typeof value !== 'string') refuse(place, 'not_text')
  if (value.length > templateLimits.pattern) refuse(place, 'too_long', templateLimits.pattern)
}

function withoutLines(text: string, pattern: Pattern): string {
  return text
    .split('\n')
    .filter((line) => !pattern.isIn(line))
    .join('\n')
}

/** Not in blocks of code. */
function withShiftedHeadings(text: string, by: number): string {
  let fence = ''
  return text
    .split('\n')
    .map((line) => {
      const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
      if (mark !== '' && fence === '') fence = mark
      else if (mark !== '' && mark.startsWith(fence)) fence = ''
      if (fence !== '') return line
      return line.replace(/^#{1,6}(?= )/, (marks) => '#'.repeat(Math.min(Math.max(marks.length + by, 1), 6)))
    })
    .join('\n')
}
