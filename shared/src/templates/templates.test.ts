// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates as nobody should write them: each ends with a fault that names it. What they do otherwise is in vectors.json.
import { describe, expect, it } from 'vitest'
import {
  faultOf,
  faultSentence,
  placeholders,
  shippedTemplate,
  TemplateSet,
  templateKinds,
  templateSetFrom,
} from './index.ts'

const replace = (pattern: string, to = '') => ({ steps: [{ do: 'replace', pattern, with: to }] })

const reasonOf = (templates: unknown) => faultOf(templates)?.reason

function problemOf(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

const view = { text: 'x', tags: ['a', 'b'], notebook: '', path: '', page: '', hashtags: '', marker: '-', done: false }
const nested = (depth: number, inner: string) => `${'{{#tags}}'.repeat(depth)}${inner}${'{{/tags}}'.repeat(depth)}`

describe('templates', () => {
  it('of 50 sections inside each other are refused', () => {
    expect(faultOf({ todo: nested(50, 'x') })).toEqual({ place: 'todo', line: 1, reason: 'too_deep', about: '10' })
    expect(faultOf({ todo: nested(10, 'x') })).toBeNull()
  })

  it('that repeat without end are stopped', () => {
    const tags = Array.from({ length: 200 }, () => 'a')
    const loop = new TemplateSet({ todo: nested(9, '{{text}}') })
    expect(problemOf(() => loop.render('todo', { ...view, tags }))).toBe(
      'The template for to-dos repeats sections more than 10000 times.',
    )
  })

  it('that would make 10 MB are stopped', () => {
    const tags = Array.from({ length: 2000 }, () => 'a')
    const large = new TemplateSet({ todo: `{{#tags}}${'x'.repeat(5000)}{{/tags}}` })
    expect(problemOf(() => large.render('todo', { ...view, tags }))).toBe(
      'The template for to-dos makes a text of more than 1000000 characters.',
    )
    const grown = new TemplateSet(replace('a', 'b'.repeat(1000)))
    expect(problemOf(() => grown.stepped('a'.repeat(10_000)))).toMatch(/makes a text of more than 1000000 characters/)
  })

  it('that are too long are refused', () => {
    expect(reasonOf({ page: 'x'.repeat(10_001) })).toBe('too_long')
    expect(reasonOf({ steps: Array.from({ length: 21 }, () => ({ do: 'drop_lines', pattern: 'a' })) })).toBe(
      'too_many_steps',
    )
  })

  it.each([
    ['of 10,000 characters', 'a'.repeat(10_000), 'too_long'],
    ['that repeats what repeats', '((a{100}){100}){100}', 'bad_pattern'],
    ['that is large when it is compiled', '(\\pL{100}x){10}', 'large_pattern'],
    ['with a back reference', '(a)\\1', 'bad_pattern'],
    ['that doesn’t end', '(a', 'bad_pattern'],
  ])('have no expression %s', (_, pattern, reason) => {
    expect(faultOf(replace(pattern))).toMatchObject({ place: 'steps[0].pattern', reason })
  })

  it('take no time that grows with what an expression could match', () => {
    const hostile = new TemplateSet(replace('^(a+)+$|(a|aa)*b', '-'))
    expect(hostile.stepped(`${'a'.repeat(5000)}c`)).toBe(`${'a'.repeat(5000)}c`)
  })

  it('refuse an expression that is too complex for a long text', () => {
    const complex = new TemplateSet(replace('([a-z]{1,5}x|y){1,50}'))
    expect(problemOf(() => complex.stepped('a'.repeat(900_000)))).toBe(
      'Step 1, "pattern", is too complex for a text of this length.',
    )
  })

  it.each<[unknown, string]>([
    [null, 'The file with the templates is not JSON.'],
    [[], 'The file with the templates is not JSON.'],
    [{ todos: '' }, 'The file with the templates has a member "todos" that is not known.'],
    [{ todo: 1 }, 'The template for to-dos must be a text.'],
    [{ page: '{{/text}}' }, 'The template for pages, line 1, has {{/text}} without {{#text}} before it.'],
    [{ page: '{{=<% %>=}}' }, 'The template for pages, line 1, has a tag that is not supported: {{=<% %>}}.'],
    [
      { steps: {} },
      'The list of steps is no step: "do" is replace, shift_headings, drop_lines or field, with the members that belong to it.',
    ],
    [{ steps: [{ do: 'shift_headings', by: 9 }] }, 'Step 1, "by", must be a whole number from -5 to 5, other than 0.'],
  ])('%j are refused in words', (templates, sentence) => {
    const fault = faultOf(templates)
    expect(fault && faultSentence(fault)).toBe(sentence)
  })

  it('in a file are JSON', () => {
    expect(problemOf(() => templateSetFrom('{'))).toBe('The file with the templates is not JSON.')
    expect(templateSetFrom('{"todo":"{{text}}"}').render('todo', view)).toBe('x')
  })

  it('that rMirror has to begin with can be used', () => {
    for (const kind of templateKinds)
      for (const isVault of [true, false]) expect(faultOf({ [kind]: shippedTemplate(kind, isVault) })).toBeNull()
    expect(Object.keys(placeholders).toSorted()).toEqual([...templateKinds].toSorted())
  })
})
