// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { obliging, type Script, scriptedPool } from '../../../tests/world/scripted-pool.ts'
import { Activity } from '../data/activity.ts'
import type { LibraryStore } from '../data/local/library.ts'
import type { LiveNotebook, LivePage } from '../data/local/live-notebook.ts'
import { type Store, StoreContext } from '../data/store.ts'
import { ExportPage } from '../screens/page/PageExport.tsx'
import { stubObjectUrls } from '../testing/object-urls.ts'
import { noOwnKeyTranscription } from '../testing/own-key-transcription.ts'
import { ActivityPanels } from './ActivityPanels.tsx'

const refused = { failure: { code: 'too-large', message: 'too large', crashed: false } }

const parts = { ink: null, index: 0, orientation: 'portrait', template: '' } as unknown as LivePage['parts']
const saved: string[] = []

function show(script: Script, given: LivePage['parts'] = parts): void {
  saved.length = 0
  stubObjectUrls(() => 'blob:')
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  const { pool } = scriptedPool(script)
  const page = { number: 2, sourcePage: null, parts: given, state: signal({ kind: 'waiting' }) } as unknown as LivePage
  const notebook = {
    facts: { uuid: 'diary', name: 'Diary', hasSource: false, hasPictures: false },
    pages: [page, page],
    added: 0,
    below: signal({ source: null, pictures: new Map() }),
  } as unknown as LiveNotebook
  const activity = new Activity({ pool } as unknown as LibraryStore)
  const store = { activity, ownKeyTranscription: noOwnKeyTranscription() } as Partial<Store> as Store
  render(
    <StoreContext.Provider value={store}>
      <ExportPage notebook={notebook} page={page} />
      <ActivityPanels />
    </StoreContext.Provider>,
  )
}

const ask = (format: 'PNG' | 'SVG') => fireEvent.click(screen.getByText(format))

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it.each(['PNG', 'SVG'] as const)('a %s that cannot be drawn is told', async (format) => {
  show(() => refused)
  ask(format)
  expect((await screen.findByRole('status')).textContent).toBe(`Couldn’t export “Diary 002.${format.toLowerCase()}”`)
  expect(saved).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('status')).toBeNull()
})

it('a picture of a page whose bytes are not there is told too', async () => {
  show(() => refused, null)
  ask('PNG')
  expect((await screen.findByRole('status')).textContent).toContain('Diary 002.png')
})

it('what is saved at the second try is told no more', async () => {
  let script: Script = () => refused
  show((order) => script(order))
  ask('PNG')
  await screen.findByRole('status')
  script = obliging
  ask('PNG')
  await expect.poll(() => saved).toEqual(['Diary 002.png'])
  expect(screen.queryByRole('status')).toBeNull()
})

it.each([
  ['on the server leads to what became of it', true],
  ['in this browser alone leads nowhere', false],
])('a notebook that was deleted %s', (_, isOnServer) => {
  const activity = new Activity({} as LibraryStore)
  activity.removed.value = { name: 'Diary', isOnServer, undo: async () => {} }
  const store = { activity, ownKeyTranscription: noOwnKeyTranscription() } as Partial<Store> as Store
  render(
    <StoreContext.Provider value={store}>
      <ActivityPanels />
    </StoreContext.Provider>,
  )
  expect(screen.getByText('“Diary” removed')).toBeTruthy()
  const link = screen.queryByRole('link', { name: 'Show deleted notebooks' })
  expect(link?.getAttribute('href') ?? null).toBe(isOnServer ? '/deleted' : null)
})
