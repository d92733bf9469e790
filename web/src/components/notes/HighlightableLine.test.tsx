// SPDX-License-Identifier: AGPL-3.0-or-later
// A line of the transcription and its place on the page are highlighted together.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LineHighlight } from '../sheet/line-highlight.ts'
import { TranscriptionLayer } from '../sheet/TranscriptionLayer.tsx'
import { TranscribedText } from './TranscribedText.tsx'

const words = ['To Ada', 'The ferry was late', 'Nothing else is new']
const certainties = words.map((text) => ({ text, confidence: 0.9 }))
const placed = words
  .slice(0, 2)
  .map((text, line) => ({ line, text, place: { x: 0, y: line * 50, width: 9, height: 40 } }))

let lit: LineHighlight

beforeEach(() => {
  lit = new LineHighlight()
  Element.prototype.scrollIntoView = vi.fn()
  render(
    <>
      <TranscriptionLayer lines={placed} lit={lit} />
      <TranscribedText markdown={`# ${words.join('\n')}`} lines={certainties} onSheet={{ lit, placed }} />
    </>,
  )
})
afterEach(cleanup)

const inText = (name: string) => screen.getByRole('button', { name })
const onInk = (text: string) => screen.getByText(text, { selector: '.read-layer span' })

/** The highlighted lines on both sides, and whether they are chosen. */
function litNow(): string[] {
  const lines = [...document.querySelectorAll('.line-pointed, .line-chosen')]
  return lines.map(({ classList, textContent }) => {
    const side = classList.contains('read-line') ? 'text' : 'ink'
    return `${side}: ${textContent}${classList.contains('line-chosen') ? ', chosen' : ''}`
  })
}

it('a mouse over either lights both, as long as it is there', () => {
  fireEvent.pointerEnter(inText('To Ada'), { pointerType: 'mouse' })
  expect(litNow()).toEqual(['ink: To Ada', 'text: To Ada'])
  fireEvent.pointerLeave(inText('To Ada'))
  expect(litNow()).toEqual([])
  fireEvent.pointerEnter(onInk('The ferry was late'), { pointerType: 'mouse' })
  expect(litNow()).toEqual(['ink: The ferry was late', 'text: The ferry was late'])
})

it('what was clicked stays lit until another line is, or the same again', () => {
  fireEvent.click(inText('To Ada'))
  fireEvent.pointerLeave(inText('To Ada'))
  expect(litNow()).toEqual(['ink: To Ada, chosen', 'text: To Ada, chosen'])
  expect(inText('To Ada').getAttribute('aria-pressed')).toBe('true')
  fireEvent.click(onInk('The ferry was late'))
  expect(litNow()).toEqual(['ink: The ferry was late, chosen', 'text: The ferry was late, chosen'])
  fireEvent.click(onInk('The ferry was late'))
  expect(litNow()).toEqual([])
})

it('a tap lights nothing but what it chooses', () => {
  fireEvent.pointerEnter(inText('To Ada'), { pointerType: 'touch' })
  expect(litNow()).toEqual([])
  act(() => inText('To Ada').focus())
  fireEvent.click(inText('To Ada'))
  fireEvent.click(onInk('The ferry was late'))
  expect(litNow()).toEqual(['ink: The ferry was late, chosen', 'text: The ferry was late, chosen'])
})

it('selecting words to copy them chooses no line', () => {
  getSelection()?.selectAllChildren(inText('To Ada'))
  fireEvent.click(inText('To Ada'))
  expect(litNow()).toEqual([])
  getSelection()?.removeAllRanges()
})

const tabStops = () => screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })

it('the keyboard reaches the lines by one Tab, goes on by arrows, and chooses', () => {
  expect(tabStops()).toEqual([inText('To Ada')])
  act(() => inText('To Ada').focus())
  expect(litNow()).toEqual(['ink: To Ada', 'text: To Ada'])
  press('ArrowDown')
  press('ArrowDown')
  expect(document.activeElement).toBe(inText('The ferry was late'))
  expect(tabStops()).toEqual([inText('The ferry was late')])
  press('Enter')
  act(() => inText('The ferry was late').blur())
  expect(litNow()).toEqual(['ink: The ferry was late, chosen', 'text: The ferry was late, chosen'])
  act(() => void expect(lit.clear()).toBe(true))
  expect(litNow()).toEqual([])
  expect(lit.clear()).toBe(false)
})

it('a line whose place is not known is text only', () => {
  expect(screen.queryByRole('button', { name: 'Nothing else is new' })).toBeNull()
  expect(screen.getByText('Nothing else is new')).toBeTruthy()
})
