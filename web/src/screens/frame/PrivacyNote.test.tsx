// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { type Store, StoreContext } from '../../data/store.ts'
import { usePrivacyNote } from './PrivacyNote.tsx'

afterEach(cleanup)

function Promised() {
  const { line, why } = usePrivacyNote()
  return <p>{`${line}. ${why}`}</p>
}

function promised(kind: 'guest' | 'signed-in', host?: string): string {
  const store = {
    account: { state: signal({ kind }) },
    ownKeyTranscription: { chosen: signal(host === undefined ? null : { host }) },
  } as unknown as Store
  render(
    <StoreContext.Provider value={store}>
      <Promised />
    </StoreContext.Provider>,
  )
  return screen.getByText(/browser/).textContent
}

it('with an account, pages leave when they are synced, and with a key when they are transcribed too', () => {
  expect(promised('signed-in')).toContain('sent only when you sync.')
  cleanup()
  const text = promised('signed-in', 'api.example.org')
  expect(text).toContain('transcribe with api.example.org')
  expect(text).toContain('only when you sync or transcribe them')
})

it('a guest sends nothing, or what is transcribed with a key', () => {
  expect(promised('guest')).toContain('No account, no upload.')
  cleanup()
  expect(promised('guest', 'api.example.org')).toContain('to api.example.org')
})
