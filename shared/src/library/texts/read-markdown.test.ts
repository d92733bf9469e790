// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { readAsMarkdown, readAsPlain, readBlocks } from './read-markdown.ts'

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
