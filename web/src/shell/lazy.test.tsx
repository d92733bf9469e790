// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { render as draw } from 'preact'
import { afterEach, expect, it } from 'vitest'
import { loadLaterTexts, t } from '../i18n/index.ts'
import { lazy } from './lazy.tsx'

afterEach(cleanup)

const Shown = ({ name }: { name: string }) => <h1>{name}</h1>

it('shows what it loads, and loads it once', async () => {
  let loads = 0
  const Later = lazy(async () => {
    loads++
    return Shown
  })
  render(<Later name="Diary" />)
  expect(screen.getByText(t('serverShelf.loading'))).toBeDefined()
  expect(await screen.findByRole('heading', { name: 'Diary' })).toBeDefined()
  cleanup()
  render(<Later name="Plans" />)
  expect(screen.getByRole('heading', { name: 'Plans' })).toBeDefined()
  expect(loads).toBe(1)
})

it('shows at once what was fetched before', async () => {
  const Later = lazy(async () => Shown)
  await Later.fetch()
  render(<Later name="Diary" />)
  expect(screen.getByRole('heading', { name: 'Diary' })).toBeDefined()
})

it('shows what was fetched between its first drawing and its effects', async () => {
  await loadLaterTexts()
  const Later = lazy(async () => Shown)
  const place = document.createElement('div')
  const fetched = Later.fetch()
  // Not with the testing library, which would run effects synchronously.
  draw(<Later name="Diary" />, place)
  expect(place.textContent).toBe(t('serverShelf.loading'))
  await fetched
  await expect.poll(() => place.textContent).toBe('Diary')
})

it('says that it could not be loaded, and tries again when asked', async () => {
  let isThere = false
  const Later = lazy(async () => {
    if (!isThere) throw new Error('offline')
    return Shown
  })
  render(<Later name="Diary" />)
  expect((await screen.findByRole('alert')).textContent).toBe(t('screen.notLoaded'))
  isThere = true
  fireEvent.click(screen.getByRole('button', { name: t('error.again') }))
  expect(await screen.findByRole('heading', { name: 'Diary' })).toBeDefined()
})
