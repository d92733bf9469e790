// SPDX-License-Identifier: AGPL-3.0-or-later
// Mustache without what this project has no use for: nothing is escaped for HTML, partials and functions don't exist.
// The library finds the tags; showing them is done here, because its own way counts nothing and reads what objects
// inherit.
import Mustache from 'mustache'
import { refuse, type TemplateView, templateLimits } from './types.ts'

type Token = [type: string, text: string, from: number, to: number, inner?: Token[]]

/** What may still be written into one text. */
interface Left {
  rounds: number
  characters: number
}

export class MustacheTemplate {
  readonly #place: string
  readonly #text: string
  readonly #tokens: Token[]

  /** `names`: those that the template can show. Throws a TemplateProblem. */
  constructor(place: string, text: string, names: ReadonlySet<string>) {
    this.#place = place
    this.#text = text
    if (text.length > templateLimits.template) refuse(place, 'too_long', templateLimits.template)
    this.#tokens = this.#parse()
    this.#check(this.#tokens, names, 1)
  }

  render(view: TemplateView): string {
    const left = { rounds: templateLimits.rounds, characters: templateLimits.output }
    return this.#show(this.#tokens, [view], left)
  }

  #parse(): Token[] {
    try {
      // A writer of its own, because the shared one keeps every template.
      return new Mustache.Writer().parse(this.#text) as Token[]
    } catch (error) {
      return this.#refuse(`${error instanceof Error ? error.message : error}`)
    }
  }

  /** Of the library's message: 'Unclosed section "tags" at 7'. It notices what isn't closed at the end of all. */
  #refuse(message: string): never {
    const [, what, name = '', at = '0'] = /^(\w+ \w+)(?: "(.*)")? at (\d+)$/s.exec(message) ?? []
    if (what === 'Unclosed section') {
      const begun = [...this.#text.matchAll(/\{\{[#^]\s*([^}]*?)\s*\}\}/g)].filter((tag) => tag[1] === name).pop()
      refuse(this.#place, 'unclosed_section', name, this.#lineAt(begun?.index ?? 0))
    }
    if (what === 'Unopened section') refuse(this.#place, 'unopened_section', name, this.#lineAt(Number(at)))
    if (what === 'Unclosed tag')
      refuse(this.#place, 'unclosed_tag', '', this.#lineAt(this.#text.indexOf('{{', this.#text.lastIndexOf('}}'))))
    refuse(this.#place, 'bad_tag', '{{= =}}', null)
  }

  #lineAt(position: number): number {
    return this.#text.slice(0, position).split('\n').length
  }

  #check(tokens: Token[], names: ReadonlySet<string>, depth: number): void {
    for (const [type, name, from, , inner] of tokens) {
      if (type === 'text' || type === '!') continue
      const line = this.#lineAt(from)
      if (type === '>' || type === '=') refuse(this.#place, 'bad_tag', `{{${type}${name}}}`, line)
      if (name !== '.' && !names.has(name)) refuse(this.#place, 'unknown_name', name, line)
      if (!inner) continue
      if (depth > templateLimits.depth) refuse(this.#place, 'too_deep', templateLimits.depth, line)
      this.#check(inner, names, depth + 1)
    }
  }

  /** `stack`: the innermost value last. */
  #show(tokens: Token[], stack: readonly View[], left: Left): string {
    let shown = ''
    for (const [type, name, , , inner = []] of tokens) {
      if (type === 'text') shown += this.#counted(name, left)
      if (type === 'name' || type === '&') shown += this.#counted(wordsOf(lookedUp(name, stack)), left)
      if (type === '^' && isEmpty(lookedUp(name, stack))) shown += this.#section(inner, stack, left)
      if (type === '#')
        for (const value of valuesOf(lookedUp(name, stack))) shown += this.#section(inner, [...stack, value], left)
    }
    return shown
  }

  #section(tokens: Token[], stack: readonly View[], left: Left): string {
    if (--left.rounds < 0) refuse(this.#place, 'too_many_rounds', templateLimits.rounds)
    return this.#show(tokens, stack, left)
  }

  #counted(text: string, left: Left): string {
    left.characters -= text.length
    if (left.characters < 0) refuse(this.#place, 'too_much_text', templateLimits.output)
    return text
  }
}

type Value = TemplateView[string] | undefined
type View = TemplateView | Value

function lookedUp(name: string, stack: readonly View[]): Value {
  if (name === '.') {
    const value = stack.at(-1)
    return isView(value) ? '' : value
  }
  for (const view of stack.toReversed()) if (isView(view) && Object.hasOwn(view, name)) return view[name]
  return undefined
}

function isView(value: View): value is TemplateView {
  return typeof value === 'object' && !Array.isArray(value)
}

function isEmpty(value: Value): boolean {
  return value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

/** What a section is shown for. */
function valuesOf(value: Value): readonly Value[] {
  if (isEmpty(value)) return []
  return Array.isArray(value) ? value : [value]
}

function wordsOf(value: Value): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.join(', ') : ''
}
