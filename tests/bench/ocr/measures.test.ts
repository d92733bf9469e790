// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { closenessOf, distance, inCommon, linesOf, marksOf } from './measures.ts'

const page = `# Meeting

- [ ] call Jo
- [x] buy bread
  - ↳ the dark one
1. first

| a | b |
|---|---|
| 1 | 2 |
`

describe('distance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['same', 'same', 0],
    ['ab', 'ba', 2],
  ])('from "%s" to "%s" is %i', (from, to, expected) => {
    expect(distance([...from], [...to])).toBe(expected)
    expect(distance([...to], [...from])).toBe(expected)
  })

  it('counts a character beyond the basic plane once', () => {
    expect(distance([...'a🖋b'], [...'ab'])).toBe(1)
  })
})

describe('what is in common', () => {
  it.each([
    ['abcbdab', 'bdcaba', 4],
    ['abc', 'cba', 1],
    ['', 'a', 0],
  ])('of "%s" and "%s" is %i long', (one, other, expected) => {
    expect(inCommon([...one], [...other])).toBe(expected)
  })
})

describe('lines', () => {
  it('of Markdown are its words, without marks, rules and empty lines', () => {
    const expected = ['Meeting', 'call Jo', 'buy bread', 'the dark one', 'first', 'a b', '1 2']
    expect(linesOf(page, 'markdown')).toEqual(expected)
  })

  it('of Markdown keep what is escaped, and lose what only dresses it', () => {
    expect(linesOf('**Date: 1 May**\n---\n\\# not a heading, 2 \\* 3, $x = 1$', 'markdown')).toEqual([
      'Date: 1 May',
      '# not a heading, 2 * 3, x = 1',
    ])
  })

  it('of text are its lines, whatever they look like', () => {
    expect(linesOf('- [ ] a\n\n  b   c ', 'text')).toEqual(['- [ ] a', 'b c'])
  })

  it('are the same however their accents are encoded', () => {
    expect(linesOf('Gru\u0308ße', 'text')).toEqual(linesOf('Grüße', 'text'))
  })
})

describe('marks', () => {
  it('are headings, items, checkboxes and rows, by level, depth, state and cells', () => {
    expect(marksOf(page)).toEqual(['heading 1', 'open 0', 'done 0', 'item 1', 'number 0', 'row of 2', 'row of 2'])
  })

  it('count a bar in a cell as a letter', () => {
    expect(marksOf('| a \\| b | c |')).toEqual(['row of 2'])
  })
})

describe('closeness', () => {
  const perfect = { characterErrors: 0, lines: 1, structure: 1 }
  const none = { characterErrors: 1, lines: 0, structure: 0 }

  it.each([
    ['the same', page, page, perfect],
    ['the same but for blanks', 'a b\n\nc', ' a  b \nc\n', perfect],
    ['nothing of something', page, '', none],
    ['nothing of nothing', '', '', perfect],
    ['one letter of ten', 'abcdefghij', 'abcdefghiX', { characterErrors: 0.1, lines: 0, structure: 1 }],
    ['one of two lines', 'same\nother', 'same\nothor', { characterErrors: 0.1, lines: 0.5, structure: 1 }],
    ['lines that changed places', 'aa\nbb', 'bb\naa', { characterErrors: 0.8, lines: 0.5, structure: 1 }],
    ['a box ticked that is open', '- [ ] a', '- [x] a', { characterErrors: 0, lines: 1, structure: 0 }],
    ['a heading too many', '# a\nb', '# a\n## b', { characterErrors: 0, lines: 1, structure: 2 / 3 }],
    ['invented words', 'ab', 'ab and more', { characterErrors: 4.5, lines: 0, structure: 1 }],
    ['something of nothing', '', 'ab', { characterErrors: 2, lines: 0, structure: 1 }],
  ])('of %s', (_name, written, read, expected) => {
    const { characters, ...closeness } = closenessOf(written, read, 'markdown')
    expect(characters).toBe(linesOf(written, 'markdown').join('\n').length)
    expect(closeness).toEqual({ ...expected, characterErrors: expect.closeTo(expected.characterErrors, 10) })
  })

  it('to plain text says nothing about structure, and takes marks off what was read', () => {
    expect(closenessOf('Meeting\ncall Jo', '# Meeting\n- [ ] call Jo', 'text')).toEqual({
      characterErrors: 0,
      lines: 1,
      structure: null,
      characters: 15,
    })
  })
})
