// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Draft, type Drafts, DraftsContext, useDraftState } from './drafts.ts'
import { SettingsForm } from './SettingsForm.tsx'

afterEach(cleanup)

const row = (key: string, kind: 'text' | 'secret' | 'flag') =>
  ({ key, kind, label: key, hint: null, required: true, value: '', isSaved: false }) as const

function show(drafts: Drafts): void {
  const rows = [row('place', 'text'), row('title', 'text'), row('token', 'secret'), row('daily', 'flag')]
  render(
    <DraftsContext.Provider value={drafts}>
      <SettingsForm rows={rows} submitLabel="Save" onSubmit={async () => null} />
    </DraftsContext.Provider>,
  )
}

let kept: Map<string, Draft>
const drafts: Drafts = { keep: (form, draft) => kept.set(form, draft), take: (form) => kept.get(form) }
beforeEach(() => {
  kept = new Map()
})

it('what was changed in a form comes back, but no credential', () => {
  show(drafts)
  fireEvent.input(screen.getByLabelText('place'), { target: { value: 'https://example.org' } })
  fireEvent.input(screen.getByLabelText('token'), { target: { value: 'secret' } })
  fireEvent.click(screen.getByLabelText('daily'))
  cleanup()
  expect([...kept]).toEqual([
    [
      'settings',
      new Map<string, unknown>([
        ['place', 'https://example.org'],
        ['daily', true],
      ]),
    ],
  ])

  show(drafts)
  const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value
  expect([value('place'), value('title'), value('token')]).toEqual(['https://example.org', '', ''])
  expect(screen.getByLabelText<HTMLInputElement>('daily').checked).toBe(true)
})

function Picks({ saved = [] }: { saved?: string[] }) {
  const [picked, pick] = useDraftState<string[]>('picks', saved)
  return (
    <button type="button" onClick={() => pick([...picked, 'Diary'])}>
      {picked.join() || 'none'}
    </button>
  )
}

it('what was picked comes back, and nothing is kept of what was left as it was', () => {
  const showPicks = () =>
    render(
      <DraftsContext.Provider value={drafts}>
        <Picks />
      </DraftsContext.Provider>,
    )
  showPicks()
  cleanup()
  expect(kept.size).toBe(0)
  showPicks()
  fireEvent.click(screen.getByRole('button', { name: 'none' }))
  cleanup()
  showPicks()
  expect(screen.getByRole('button', { name: 'Diary' })).toBeDefined()
})

it('what was saved meanwhile is no draft', () => {
  const form = (saved: string[]) => (
    <DraftsContext.Provider value={drafts}>
      <Picks saved={saved} />
    </DraftsContext.Provider>
  )
  const { rerender } = render(form([]))
  fireEvent.click(screen.getByRole('button', { name: 'none' }))
  rerender(form(['Diary']))
  cleanup()
  expect(kept.size).toBe(0)
})
