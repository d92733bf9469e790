// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { AttachmentView } from './attachment-view.ts'
import type { LineConfidence } from './confidence.ts'
import { TranscribedText } from './TranscribedText.tsx'

afterEach(cleanup)

const show = (markdown: string, lines: LineConfidence[] = []) =>
  render(<TranscribedText markdown={markdown} lines={lines} />).container

const marked = (container: Element) =>
  [...container.querySelectorAll('.unsure')].map((line) => [line.firstChild?.textContent, line.getAttribute('title')])

it('what was read is shown in its form, and never as markup', () => {
  const container = show('# Plan\n- [x] **Call** <img src=x onerror=alert(1)>\n| a | b |\n|--|--|\n| 1 | $x^2$ |')
  expect(container.querySelector('h3')?.textContent).toBe('Plan')
  expect(container.querySelector('.text-done')?.textContent).toContain('Call <img src=x onerror=alert(1)>')
  expect(container.querySelector('img')).toBeNull()
  expect([...container.querySelectorAll('th, td')].map((cell) => cell.textContent)).toEqual(['a', 'b', '1', 'x^2'])
  expect(container.querySelector('strong')?.textContent).toBe('Call')
})

it('lines that are uncertain are marked, and say how uncertain', () => {
  const container = show('# Plan\nBuy **ink**\n\nBuy ink', [
    { text: 'Plan', confidence: 0.98 },
    { text: 'Buy ink', confidence: 0.97 },
    { text: 'Buy ink', confidence: 0.4 },
  ])
  expect(marked(container)).toEqual([['Buy ink', '40% certain. Compare with the handwriting.']])
  expect(container.querySelectorAll('p')[1]?.querySelector('.visually-hidden')?.textContent).toBe(' (very uncertain)')
})

it('certainty has three steps, and a mark and a word for each that is to be checked', () => {
  const confidences = [0.81, 0.8, 0.51, 0.5, 0]
  const container = show(
    confidences.join('\n'),
    confidences.map((confidence) => ({ text: String(confidence), confidence })),
  )
  const steps = [...container.querySelectorAll('.unsure')].map((line) => [line.className, line.textContent])
  expect(steps).toEqual([
    ['unsure', '0.8 (uncertain)'],
    ['unsure', '0.51 (uncertain)'],
    ['unsure very-unsure', '0.5 (very uncertain)'],
    ['unsure very-unsure', '0 (very uncertain)'],
  ])
})

it('a line of which nothing is known is not marked, nor does it mislead about the next', () => {
  const container = show('one\ntwo\nthree', [
    { text: 'one', confidence: 0.9 },
    { text: 'three', confidence: 0.5 },
  ])
  expect(marked(container).map(([words]) => words)).toEqual(['three'])
})

it('attachments are named in words unless a screen shows them; no other picture is', () => {
  const id = '01931f3c-8f00-7000-8000-000000000401'
  const markdown = `![a.png](attachment:${id})\n- [b.pdf](attachment:${id})\n![x](https://example.org/x.png)`
  const words = show(markdown)
  expect([...words.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
    'a.png (attachment)',
    '•b.pdf (attachment)',
    '![x](https://example.org/x.png)',
  ])
  const shown = render(
    <AttachmentView.Provider value={({ name, isImage }) => (isImage ? <i>{name}</i> : <b>{name}</b>)}>
      <TranscribedText markdown={markdown} lines={[]} />
    </AttachmentView.Provider>,
  ).container
  expect([shown.querySelector('i')?.textContent, shown.querySelector('b')?.textContent]).toEqual(['a.png', 'b.pdf'])
  expect(shown.querySelector('img')).toBeNull()
})

it('an image alone in its line has a caption, unless it is named like a file', () => {
  const id = '01931f3c-8f00-7000-8000-000000000401'
  const markdown = `![A *big\\* boat](attachment:${id})\n![](attachment:${id})\n![a.png](attachment:${id})\nBy ![it](attachment:${id})`
  const { container } = render(
    <AttachmentView.Provider value={({ name }) => <i>{name}</i>}>
      <TranscribedText markdown={markdown} lines={[]} />
    </AttachmentView.Provider>,
  )
  expect([...container.querySelectorAll('figcaption')].map((each) => each.textContent)).toEqual(['A *big* boat'])
  expect(container.querySelectorAll('i')).toHaveLength(4)
  expect(show(markdown).querySelector('figure')).toBeNull()
})

it('of a very long text the first blocks are shown, and more on request', () => {
  const container = show('- a\n'.repeat(2_010))
  const shown = () => container.querySelector('.read-text')?.children.length
  const button = () => container.querySelector('button')
  expect([shown(), button()?.textContent]).toEqual([2_000, 'Show more of this text'])
  fireEvent.click(button() as Element)
  expect([shown(), button()]).toEqual([2_010, null])
})

it('formulas are drawn once KaTeX is there, and shown as text where it takes none', async () => {
  const container = show('Say $x^2$\n$$\\frac{1}{2}$$\n$\\input{/etc/passwd}$')
  await waitFor(() => expect(container.querySelectorAll('math')).toHaveLength(2))
  expect(container.querySelector('.read-formula math')?.getAttribute('display')).toBe('block')
  expect([...container.querySelectorAll('code')].map(({ textContent }) => textContent)).toEqual([
    '\\input{/etc/passwd}',
  ])
})

it('code keeps its lines and marks, and its lines can be uncertain', () => {
  const container = show('```py\n# a\n  - **b**\n```', [{ text: '- **b**', confidence: 0.4 }])
  expect(container.querySelector('pre')?.textContent).toBe('# a\n  - **b** (very uncertain)\n')
  expect(container.querySelectorAll('.very-unsure')).toHaveLength(1)
})

it('a table of 1,000 columns shows the first 100, and says so', () => {
  const container = show(`|${'a|'.repeat(1_000)}\n|${'b|'.repeat(1_000)}`)
  expect(container.querySelectorAll('th')).toHaveLength(100)
  expect(container.textContent).toContain('The first 100 of the table’s 1,000 columns are shown.')
})

it('a text says its language and direction, and each line finds its own', () => {
  const container = render(
    <TranscribedText markdown={'# רשימה\n- [ ] לקנות עט\nBuy tea'} lang="he" lines={[]} />,
  ).container
  const text = container.querySelector('.read-text')
  expect([text?.getAttribute('lang'), text?.getAttribute('dir')]).toEqual(['he', 'rtl'])
  expect([...(text?.children ?? [])].map((line) => line.getAttribute('dir'))).toEqual(['auto', 'auto', 'auto'])
  // What is said beside the words doesn’t decide on their direction.
  expect(container.querySelector('.text-item .visually-hidden')?.getAttribute('dir')).toBe('ltr')
  expect(show('Buy tea').querySelector('.read-text')?.hasAttribute('lang')).toBe(false)
})
