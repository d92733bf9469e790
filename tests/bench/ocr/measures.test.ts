// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { closenessOf, compositeOf, distance, inCommon, linesOf, marksOf, matchedLines } from './measures.ts'

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
    expect(linesOf('**Date: 1 May**\n---\n![](drawing:1)\n\\# not a heading, 2 \\* 3, $x = 1$', 'markdown')).toEqual([
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

  it('are formulas, whatever blanks and braces they have, code and what is crossed out', () => {
    expect(marksOf('$x^{2}$ and $$\\dfrac{a}{ b }$$ for $5, ~~no~~\n```py\n# a\n  b\n```')).toEqual([
      'formula x^2',
      'formula \\fracab',
      'struck',
      'code 0',
      'code 1',
    ])
  })

  it('count a bar in a cell as a letter', () => {
    expect(marksOf('| a \\| b | c |')).toEqual(['row of 2'])
  })
})

describe('matched lines', () => {
  it('are at least 80 % alike, each once, the most alike first, wherever they come', () => {
    expect(matchedLines(['abcdefghij', 'klmnopqrst'], ['klmnopqrst', 'abcdefghiX'])).toEqual([1, 0])
    expect(matchedLines(['abcdefghij'], ['abcdefgXYZ'])).toEqual([null])
    expect(matchedLines(['same', 'same'], ['same'])).toEqual([0, null])
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
    ['one letter of ten', 'abcdefghij', 'abcdefghiX', { characterErrors: 0.1, lines: 1, structure: 1 }],
    ['three letters of ten', 'abcdefghij', 'abcdefgXYZ', { characterErrors: 0.3, lines: 0, structure: 1 }],
    ['one of two lines', 'same\nother', 'same\nXXXer', { characterErrors: 0.3, lines: 0.5, structure: 0 }],
    ['lines that changed places', 'aa\nbb', 'bb\naa', { characterErrors: 0.8, lines: 1, structure: 0 }],
    ['a box ticked that is open', '- [ ] a', '- [x] a', { characterErrors: 0, lines: 1, structure: 0 }],
    ['a heading too many', '# a\nb', '# a\n## b', { characterErrors: 0, lines: 1, structure: (2 / 3 + 1) / 2 }],
    ['another formula', '$x^2$', '$x^3$', { characterErrors: 1 / 3, lines: 0, structure: 0 }],
    ['a table as words', '| a | b |\n| c | d |', 'a b\nc d', { characterErrors: 0, lines: 1, structure: 0.5 }],
    ['invented words', 'ab', 'ab and more', { characterErrors: 4.5, lines: 0, structure: 1 }],
    ['something of nothing', '', 'ab', { characterErrors: 2, lines: 0, structure: 1 }],
  ])('of %s', (_name, written, read, expected) => {
    const { characters, composite, ...closeness } = closenessOf(written, read, 'markdown')
    expect(characters).toBe(linesOf(written, 'markdown').join('\n').length)
    expect(closeness).toEqual({
      characterErrors: expect.closeTo(expected.characterErrors, 10),
      lines: expected.lines,
      structure: expect.closeTo(expected.structure, 10),
    })
    expect(composite).toBeCloseTo(compositeOf(expected), 10)
  })

  it('to plain text says nothing about structure, and takes marks off what was read', () => {
    expect(closenessOf('Meeting\ncall Jo', '# Meeting\n- [ ] call Jo', 'text')).toEqual({
      characterErrors: 0,
      lines: 1,
      structure: null,
      composite: 1,
      characters: 15,
    })
  })
})

describe('the composite', () => {
  it.each([
    [{ characterErrors: 0.1, lines: 0.5, structure: 0.25 }, 0.36 + 0.15 + 0.075],
    [{ characterErrors: 3, lines: 0, structure: 0 }, 0],
    [{ characterErrors: 0.5, lines: 1, structure: null }, 0.5 / 0.7],
  ])('of %j is %d', (closeness, composite) => {
    expect(compositeOf(closeness)).toBeCloseTo(composite, 10)
  })
})
