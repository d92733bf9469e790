// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it, test } from 'vitest'
import { typedAsMarkdown, typedAsPlain, typedBlocks, withTypedTicks } from './typed-markdown.ts'

const plain = (text: string) => [{ text, as: 'plain' }]
const item = (depth: number, marker: string, isDone: boolean | null, text: string) => ({
  ...{ kind: 'item', depth, marker, isDone },
  line: text === '' ? [] : plain(text),
})

describe('typed text', () => {
  it('has lists of every depth, with numbers and boxes, whether there are words behind them or not', () => {
    const list = '- a\n    1. b\n        - [x] c\n- [ ] \n- \n10. d'
    expect(typedBlocks(list)).toEqual([
      ...[item(0, '•', null, 'a'), item(1, '1.', null, 'b'), item(2, '•', true, 'c')],
      ...[item(0, '•', false, ''), item(0, '•', null, ''), item(0, '10.', null, 'd')],
    ])
    expect(typedAsPlain(list)).toBe('- a\n  1. b\n    - [x] c\n- [ ]\n-\n10. d')
  })

  it('has bold and italic words, by asterisks or by HTML', () => {
    expect(typedBlocks('**a** *b* ***c*** d<strong>e</strong>f<strong><em>g</em></strong>')).toEqual([
      {
        kind: 'text',
        line: [
          { text: 'a', as: 'bold' },
          { text: ' ', as: 'plain' },
          { text: 'b', as: 'italic' },
          { text: ' ', as: 'plain' },
          { text: 'c', as: 'bold-italic' },
          { text: ' d', as: 'plain' },
          { text: 'e', as: 'bold' },
          { text: 'f', as: 'plain' },
          { text: 'g', as: 'bold-italic' },
        ],
      },
    ])
  })

  it.each([
    ['\\*\\*a\\*\\* \\<em>b\\</em> \\~\\~c\\~\\~ 5 \\$ 6 \\$', '**a** <em>b</em> ~~c~~ 5 $ 6 $'],
    ['\\- \\[ \\] no task', '- [ ] no task'],
    ['1\\. no item', '1. no item'],
    ['\\# no title', '# no title'],
    ['\\| a \\| b \\|', '| a | b |'],
    ['ends with \\\\', 'ends with \\'],
  ])('that a person typed with marks is words: %s', (markdown, words) => {
    expect(typedBlocks(markdown)).toEqual([{ kind: 'text', line: plain(words) }])
    expect(typedAsPlain(markdown)).toBe(words)
  })

  it('goes on in the next line within a paragraph', () => {
    expect(typedBlocks('one\\\n\\- two\\\\\n\n- [x] three\\\n  four')).toEqual([
      { kind: 'text', line: plain('one\n- two\\') },
      { kind: 'gap' },
      item(0, '•', true, 'three\nfour'),
    ])
    expect(typedAsPlain('- [x] three\\\n  four')).toBe('- [x] three\n  four')
  })

  it.each([
    ['a title of 10,000 letters', `# ${'n'.repeat(10_000)}`],
    ['a paragraph of backslashes', '\\'.repeat(200_000)],
    ['asterisks that never end', `- ${'*'.repeat(200_000)}x`],
    ['a line that goes on 50,000 times', 'a\\\n'.repeat(50_000)],
    ['blanks', `- ${' '.repeat(200_000)}`],
  ])('may be hostile: %s', (_, markdown) => {
    expect(typedBlocks(markdown)).toHaveLength(1)
  })

  it('of newlines alone is nothing', () => {
    expect(typedBlocks('\n'.repeat(100_000))).toEqual([])
    expect(typedAsPlain('\n\n\n')).toBe('')
  })
})

test('Markdown of typed text has the tags that mark words, and no others', () => {
  const said = 'a<strong>b</strong> \\<b> <script>x</script> 1 < 2 <!-- <strong onclick="x">'
  expect(typedAsMarkdown(said)).toBe(
    'a<strong>b</strong> \\<b> \\<script>x\\</script> 1 < 2 \\<!-- \\<strong onclick="x">',
  )
})

describe('what was ticked off in the dashboard', () => {
  const todo = (ordinal: number, text: string, is_completed: boolean) => ({ ordinal, text, is_completed })

  test('is ticked in typed text, and what was opened again is open', () => {
    const typed = '# Week\n\n- [ ] 5 \\* **ink**\n    - [x] one\\\n      two\n- [ ] \n- [ ] not listed\n- a dot'
    const todos = [todo(1, 'one two', false), todo(0, '5 * ink', true), todo(2, 'gone', true), todo(3, 'a dot', true)]
    expect(withTypedTicks(typed, todos)).toBe(
      '# Week\n\n- [x] 5 \\* **ink**\n    - [ ] one\\\n      two\n- [ ] \n- [ ] not listed\n- a dot',
    )
    expect(withTypedTicks(typed, [])).toBe(typed)
  })

  test('is told apart by its order from what has the same words', () => {
    expect(withTypedTicks('- [ ] Water\n- [ ] Water', [todo(1, 'Water', true), todo(0, 'Water', false)])).toBe(
      '- [ ] Water\n- [x] Water',
    )
  })

  test('may be one of 5,000', () => {
    const markdown = Array.from({ length: 5000 }, (_, index) => `- [ ] ${index}`).join('\n')
    const todos = Array.from({ length: 1000 }, (_, index) => todo(index, `${index}`, index === 999))
    expect(withTypedTicks(markdown, todos)).toBe(markdown.replace('[ ] 999\n', '[x] 999\n'))
  })
})
