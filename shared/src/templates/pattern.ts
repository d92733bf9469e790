// SPDX-License-Identifier: AGPL-3.0-or-later
// Regular expressions that take no more time than is proportional to the text, whoever wrote them: RE2.
import { RE2JS } from 're2js'
import { refuse, templateLimits } from './types.ts'

export class Pattern {
  readonly #place: string
  readonly #compiled: RE2JS

  /** Throws a TemplateProblem. */
  constructor(place: string, pattern: string) {
    this.#place = place
    if (pattern.length > templateLimits.pattern) refuse(place, 'too_long', templateLimits.pattern)
    this.#compiled = this.#compile(pattern)
    if (this.#size > templateLimits.patternSize) refuse(place, 'large_pattern')
  }

  isIn(text: string): boolean {
    this.#limitWork(text)
    return this.#compiled.matcher(text).find()
  }

  /** `replacement`: "$1" is the first group, "$$" a dollar. */
  replaced(text: string, replacement: string): string {
    this.#limitWork(text)
    const matcher = this.#compiled.matcher(text)
    const groups = matcher.groupCount()
    let result = ''
    let from = 0
    while (matcher.find()) {
      const groupOf = (group: number) => (group > groups ? '' : (matcher.group(group) ?? ''))
      result += text.slice(from, matcher.start()) + expanded(replacement, groupOf)
      from = matcher.end()
      if (result.length > templateLimits.output) refuse(this.#place, 'too_much_text', templateLimits.output)
    }
    const whole = result + text.slice(from)
    if (whole.length > templateLimits.output) refuse(this.#place, 'too_much_text', templateLimits.output)
    return whole
  }

  #compile(pattern: string): RE2JS {
    try {
      return RE2JS.compile(pattern, RE2JS.MULTILINE)
    } catch (error) {
      return refuse(this.#place, 'bad_pattern', reasonOf(error))
    }
  }

  get #size(): number {
    return this.#compiled.programSize()
  }

  #limitWork(text: string): void {
    if (text.length * this.#size > templateLimits.patternWork) refuse(this.#place, 'too_much_work')
  }
}

/** "missing argument to repetition operator: `*`" of the library's message. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  // Its flag for lines is a prefix there.
  return message
    .replace(/^error parsing regexp: /, '')
    .replace('`(?m)', '`')
    .slice(0, 200)
}

function expanded(replacement: string, groupOf: (group: number) => string): string {
  return replacement.replace(/\$(\$|\d)/g, (_, sign: string) => (sign === '$' ? '$' : groupOf(Number(sign))))
}
