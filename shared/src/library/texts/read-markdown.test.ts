// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { linesOfBlocks, readAsMarkdown, readAsPlain, readBlocks } from './read-markdown.ts'

const plain = (text: string) => [{ text, as: 'plain' }]

describe('what was read', () => {
  it('has headings, items, boxes and lines, one for each written line', () => {
    expect(readBlocks('# Friday\n\n- [ ] Buy ink\n- [x] Call Ann\n  1. at noon\nthen home')).toEqual([
      { kind: 'heading', level: 1, line: plain('Friday') },
      { kind: 'gap' },
      { kind: 'item', depth: 0, marker: '•', isDone: false, line: plain('Buy ink') },
      { kind: 'item', depth: 0, marker: '•', isDone: true, line: plain('Call Ann') },
      { kind: 'item', depth: 1, marker: '1.', isDone: null, line: plain('at noon') },
      { kind: 'text', line: plain('then home') },
    ])
  })

  it('has tables whose bars may be escaped', () => {
    expect(readBlocks('| a | b\\|c |\n|---|:-:|\n| 1 | |')).toEqual([
      {
        kind: 'table',
        rows: [
          [plain('a'), plain('b|c')],
          [plain('1'), []],
        ],
      },
    ])
  })

  it('has words that are marked, and marks that are words', () => {
    expect(readBlocks('a **b \\* c** ~~d~~ $x^2$ \\$5 \\<b>')).toEqual([
      {
        kind: 'text',
        line: [
          { text: 'a ', as: 'plain' },
          { text: 'b * c', as: 'bold' },
          { text: ' ', as: 'plain' },
          { text: 'd', as: 'struck' },
          { text: ' ', as: 'plain' },
          { text: 'x^2', as: 'formula' },
          { text: ' $5 <b>', as: 'plain' },
        ],
      },
    ])
  })

  it('has formulas that stand alone, on one line or on several', () => {
    const formula = (text: string) => ({ kind: 'text', line: [{ text, as: 'formula', isDisplay: true }] })
    expect(readBlocks('$$ x $$\n$$\na +\n b\n$$')).toEqual([formula('x'), formula('a + b')])
    expect(readBlocks('$$\na\n\n$$').map(({ kind }) => kind)).toEqual(['text', 'text', 'gap', 'text'])
  })

  it.each(['it costs $5 and $6', 'a $ b $', '$ 5$', '5$ or 6$'])('takes no price for a formula: %s', (text) => {
    expect(readBlocks(text)).toEqual([{ kind: 'text', line: plain(text) }])
  })

  it('has code between fences, in which nothing is a mark', () => {
    const code = (language: string, ...lines: string[]) => ({ kind: 'code', language, lines })
    expect(readBlocks('```python title\n# a\n\n- **b**\n```\n~~~~\n```\n~~~\n~~~~~\nc')).toEqual([
      code('python', '# a', '', '- **b**'),
      code('', '```', '~~~'),
      { kind: 'text', line: plain('c') },
    ])
    expect(readBlocks('  ```\n  a\n    b\n c')).toEqual([code('', 'a', '  b', 'c')])
    expect(readBlocks('``` a `b` ```')).toHaveLength(1)
    expect(readBlocks('``` a `b` ```')[0]?.kind).toBe('text')
  })

  it('has emphasised words, and equals signs that are none', () => {
    expect(readBlocks('==a **b**== c')).toEqual([
      {
        kind: 'text',
        line: [
          { text: 'a ', as: 'marked' },
          { text: 'b', as: 'bold' },
          { text: ' c', as: 'plain' },
        ],
      },
    ])
    for (const text of ['x==1 and y==2', 'a == b == c', '====', '===a===', '== a =='])
      expect(readBlocks(text)).toEqual([{ kind: 'text', line: [{ text, as: 'plain' }] }])
  })

  it('has marks inside of marks, and attachments among them', () => {
    const id = '01931f3c-8f00-7000-8000-000000000201'
    const [block] = readBlocks(`**see *this* [plan](attachment:${id})** *![x](attachment:${id})* ***both***`)
    expect(block).toMatchObject({
      line: [
        { text: 'see ', as: 'bold' },
        { text: 'this', as: 'bold-italic' },
        { text: ' ', as: 'bold' },
        { text: 'plan', as: 'file', attachment: id },
        { text: ' ', as: 'plain' },
        { text: 'x', as: 'image', attachment: id },
        { text: ' ', as: 'plain' },
        { text: 'both', as: 'bold-italic' },
      ],
    })
  })

  it.each(['2*3*4 = 24', '5 * 6 * 7', '* one *', 'a ** b', '*', 'snake*case*d', '\\*so\\*'])(
    'takes no asterisk for a mark that is none: %s',
    (text) => {
      expect(readBlocks(`x ${text}`)).toEqual([{ kind: 'text', line: plain(`x ${text.replaceAll('\\', '')}`) }])
    },
  )

  it('neither begins nor ends with a gap, and has none twice', () => {
    expect(readBlocks('\n\na\n\n\n\nb\n \n').map(({ kind }) => kind)).toEqual(['text', 'gap', 'text'])
    expect(readBlocks('')).toEqual([])
  })

  it.each(['**'.repeat(200_000), ' *a'.repeat(100_000), '$'.repeat(200_001), `| ${'\\|'.repeat(100_000)}`])(
    'may be hostile: %#',
    (line) => {
      expect(readBlocks(line)).toEqual([{ kind: 'text', line: plain(line) }])
    },
  )
})

it.each([
  ['# Friday\n\n\n- [ ] Buy ink\nCall Ann', [0, 1, 3, 4]],
  ['\n\nLate', [2]],
  ['| a | b |\n|---|---|\n| c | d |\nAfter', [0, 3]],
  ['```\n\na\n```\n$$\nb\n$$\nAfter', [0, 4, 7]],
  ['', []],
])('the blocks of %j begin at lines %j', (markdown, lines) => {
  expect(linesOfBlocks(markdown)).toEqual(lines)
  expect(readBlocks(markdown).length).toBe(lines.length)
})

it('plain text has no marks, but still says what is done', () => {
  expect(readAsPlain('## Plan\n- [x] **Call** Ann\n- [ ] ink\n| a | b |\n|--|--|\n1. one')).toBe(
    'Plan\n- [x] Call Ann\n- [ ] ink\na | b\n1. one',
  )
})

it('Markdown holds no tags, and what was escaped is not escaped again', () => {
  expect(readAsMarkdown('<script>x</script> \\<b> 1 < 2 <!-- -->')).toBe(
    '\\<script>x\\</script> \\<b> 1 < 2 \\<!-- -->',
  )
})

it('Markdown keeps code and formulas, neither of which becomes a tag', () => {
  expect(readAsMarkdown('```\n<b>\n```\n<b>')).toBe('```\n<b>\n```\n\\<b>')
  expect(readAsMarkdown('$a<b$ and $$<script>x$$, \\$<b>$')).toBe('$a< b$ and $$< script>x$$, \\$\\<b>$')
  expect(readAsMarkdown('$$\na<b\n$$')).toBe('$$\na< b\n$$')
})

it('Markdown ends code that has no end', () => {
  expect(readAsMarkdown('a\n~~~~\nb')).toBe('a\n~~~~\nb\n~~~~')
  expect(readAsMarkdown('```\nb\n```')).toBe('```\nb\n```')
})
