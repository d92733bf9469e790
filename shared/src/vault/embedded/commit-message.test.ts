// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { beginMarker, endMarker } from '../markers.ts'
import { commitMessage, type VaultChange } from './commit-message.ts'

const id = (number: number) => `00000000-0000-4000-8000-${`${number}`.padStart(12, '0')}`
const notebook = id(1)
const pages = [1, 2, 3, 4, 7].map((number) => ({ uuid: id(100 + number), number }))

/** A note with a checksum for each page. */
function note(sums: Record<number, string>): string {
  const parts = new Map(Object.entries(sums).map(([number, sum]) => [id(100 + Number(number)), sum]))
  return `${beginMarker(notebook, { place: 'a', properties: new Map(), tags: [] })}\n${endMarker(notebook, parts)}`
}

const change = (more: Partial<VaultChange>): VaultChange => ({
  ...{ name: 'Journal', isGone: false, pages, notes: [], pictured: [], moves: [] },
  ...more,
})

const edited = (before: Record<number, string>, after: Record<number, string>) => [
  { id: notebook, before: note(before), after: note(after) },
]

it('names the pages that changed', () => {
  expect(commitMessage(change({ notes: edited({ 1: 'a', 3: 'a', 7: 'a' }, { 1: 'a', 3: 'b', 7: 'b' }) }))).toBe(
    'Journal: pages 3, 7',
  )
  expect(commitMessage(change({ notes: edited({ 1: 'a' }, { 1: 'b' }) }))).toBe('Journal: page 1')
})

it('counts pages with another picture, and names those in a row together', () => {
  const notes = [{ id: notebook, before: '', after: note({ 1: 'a', 2: 'a', 3: 'a' }) }]
  expect(commitMessage(change({ notes, pictured: [id(107), id(101)] }))).toBe('Journal: pages 1-3, 7')
})

it('says what else happened', () => {
  expect(commitMessage(change({ moves: [{ from: 'a.md', to: 'b.md' }] }))).toBe('Journal: moved')
  expect(commitMessage(change({ isGone: true }))).toBe('Journal: no longer updated')
  expect(commitMessage(change({ notes: edited({ 1: 'a', 2: 'a' }, { 1: 'a' }) }))).toBe('Journal: updated')
})

it('is one short line whatever the notebook is called', () => {
  expect(commitMessage(change({ name: ' a\r\n\u2028\u0000b\u202e ' }))).toBe('a b: updated')
  const [first = ''] = commitMessage(change({ name: '👩'.repeat(100) })).split(':')
  expect([...first]).toHaveLength(60)
})
