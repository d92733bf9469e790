// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Router } from 'wouter-preact'
import { memoryLocation } from 'wouter-preact/memory-location'
import type { AccountState } from '../data/account/account.ts'
import { PageTexts } from '../data/own-key/page-texts.ts'
import { type Store, StoreContext } from '../data/store.ts'
import { type GuestNote, guestNotes } from '../data/workspace/guest-notes.ts'
import { t } from '../i18n/index.ts'
import { noOwnKeyTranscription } from '../testing/own-key-transcription.ts'
import { CurrentScreen, useRoute } from './CurrentScreen.tsx'
import { RouteLinks } from './RouteLinks.tsx'
import { type RouteName, routes } from './routes.ts'

afterEach(cleanup)

function show(address: string, kind: AccountState['kind'] = 'guest', ownKeyTranscription = noOwnKeyTranscription()) {
  const { hook } = memoryLocation({ path: address })
  const store = {
    account: { state: signal({ kind }) },
    pageTexts: new PageTexts(ownKeyTranscription),
  } as unknown as Store
  const [path = ''] = address.split('?')
  const Shown = () => (
    <>
      <RouteLinks place="header" />
      <CurrentScreen route={useRoute(path)} onFiles={() => {}} onSample={() => {}} />
    </>
  )
  render(
    <StoreContext.Provider value={store}>
      <Router hook={hook}>
        <Shown />
      </Router>
    </StoreContext.Provider>,
  )
}

const links = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'))

describe('an address', () => {
  const addresses: Record<RouteName, string> = {
    ...(Object.fromEntries(Object.entries(routes).map(([name, { path }]) => [name, path])) as Record<
      RouteName,
      string
    >),
    folder: '/folders/0190-a',
    notebook: '/notebooks/0190-b',
    page: '/notebooks/0190-b/pages/12',
  }

  it.each(Object.entries(addresses))('of the screen %s leads to no other', (name, address) => {
    const found: unknown[] = []
    const Found = () => {
      found.push(useRoute(address)?.name)
      return null
    }
    render(<Found />)
    expect(found).toEqual([name])
  })

  it('without a screen says so', () => {
    show('/nowhere/at/all')
    expect(screen.getByRole('heading').textContent).toBe(t('missing.address'))
  })
})

describe('a screen for accounts', () => {
  it('tells guests why to sign in, and brings them back', () => {
    show('/device?user_code=WDJB-MJHT')
    expect(document.title).toBe('Connect a device – rMirror')
    expect(links()).toContain('/sign-in?next=%2Fdevice%3Fuser_code%3DWDJB-MJHT')
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('is linked in the header for accounts alone', () => {
    show('/nowhere')
    expect(links()).toEqual(['/sign-in', '/'])
    cleanup()
    show('/nowhere', 'signed-in')
    expect(links()).toEqual(['/todos', '/account', '/'])
  })

  it('is linked for guests where they have something of their own for it', async () => {
    const ownKeyTranscription = noOwnKeyTranscription()
    const page = { markdown: '- [ ] Feed the heron', language: 'en', lines: [] }
    await ownKeyTranscription.keepText({ ...page, inkHash: 'i1:1', pictures: [], notebooks: ['a'] })
    show('/nowhere', 'guest', ownKeyTranscription)
    expect(links()).toEqual(['/todos', '/sign-in', '/'])
  })
  it.each(['guest', 'signed-in'] as const)('is linked once for someone with notes in this browser: %s', (kind) => {
    guestNotes.value = new Map([['a', {} as GuestNote]])
    show('/nowhere', kind)
    expect(links().filter((link) => link === '/todos')).toHaveLength(1)
    guestNotes.value = new Map()
  })
})
