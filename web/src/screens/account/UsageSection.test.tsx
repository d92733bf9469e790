// SPDX-License-Identifier: AGPL-3.0-or-later
import type { components } from '@rmirror/shared/api'
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { UsageSection } from './UsageSection.tsx'

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
})
afterEach(() => {
  cleanup()
  server.stop()
})

/** Past months. */
let months: components['schemas']['QuotaMonth'][] = []

async function show(members: Partial<components['schemas']['Quota']>): Promise<string> {
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path === '/api/v1/quota/history') return { body: { items: months, next: null } }
    return path === '/api/v1/quota' ? { body: quotaNow(members) } : undefined
  }
  renderWith(await signedIn(server), <UsageSection />)
  await screen.findByText('Storage on this server')
  return screen.getByRole('region', { name: 'Usage and limits' }).textContent ?? ''
}

it('all that is used is told, with its limit', async () => {
  const shown = await show({
    storage: { limit: 20_000_000_000, used: 1_834_021 },
    notebooks: { limit: 20_000, used: 14 },
    pages: { limit: 200_000, used: 312 },
    tokens: { limit: 1_000_000, used: 48_213, reserved: 1_250, left: 950_537 },
  })
  expect(shown).toContain('3 of 30 pages used this month')
  expect(shown).toContain('1.8 MB of 20 GB used')
  expect(shown).toContain('14 of 20,000 notebooks and folders')
  expect(shown).toContain('312 of 200,000 pages')
  expect(shown).toContain('48,213 of 1,000,000 tokens used this month')
  expect(shown).toContain('1,250 more are reserved for calls in progress.')
  const bars = screen.getAllByRole<HTMLProgressElement>('progressbar')
  expect(bars.map(({ value, max }) => value / max)).toEqual([0.1, 0.0000917, 0.0007, 0.00156, 0.049463].map(near))
})

const near = (value: number) => expect.closeTo(value, 6)

it('without limits nothing is measured by them', async () => {
  const shown = await show({
    ...{ limit: null, storage: { limit: null, used: 5_000 }, notebooks: { limit: null, used: 1 } },
    ...{ pages: { limit: null, used: 2 }, tokens: { limit: null, used: 7, reserved: 0, left: null } },
  })
  for (const words of ['5 kB used', '1 notebook or folder', '2 pages', '7 tokens used this month'])
    expect(shown).toContain(`${words}, unlimited`)
  expect(screen.queryByRole('progressbar')).toBeNull()
})

it.each([
  ['storage', /20 kB of 20 kB usedYour storage on this server is full/],
  ['notebooks', /20,000 of 20,000 notebooks and foldersThis server doesn’t store more notebooks/],
  ['pages', /20,000 of 20,000 pagesThis server doesn’t store more pages/],
])('full %s says what to do, right below', async (what, words) => {
  expect(await show({ [what]: { limit: 20_000, used: 20_000 } })).toMatch(words)
})

it.each([
  [30, 'Notebooks that you delete here, and single pages, count for 30 days. Then the server removes them for good.'],
  [1, 'Notebooks that you delete here, and single pages, count for 1 day.'],
  [30, 'Notebooks that went from your tablet count until you remove them under “Recently deleted”.'],
  [null, 'Deleted notebooks and pages count too, because this server keeps them.'],
])('what was deleted counts for as long as the server keeps it: %s', async (deleted_days, words) => {
  expect(await show({ deleted_days })).toContain(words)
})

it('pages that failed are told, and when no more can', async () => {
  expect(await show({ failed_pages: 2 })).toMatch(/2 pages couldn’t be transcribed this month. They don’t count/)
  cleanup()
  expect(await show({ failed_pages: 30 })).toMatch(/No more pages are transcribed until your quota resets on/)
})

it('spent tokens say until when, and an account without them says so', async () => {
  const spent = { limit: 1_000, used: 1_200, reserved: 0, left: 0 }
  expect(await show({ tokens: spent })).toMatch(
    /1,200 of 1,000 tokens used this month.*refused until your tokens reset on/,
  )
  cleanup()
  expect(await show({ tokens: { limit: 0, used: 0, reserved: 0, left: 0 } })).toMatch(/doesn’t include calls to Claude/)
})

it('a server without a key for Claude shows no quota of tokens', async () => {
  expect(await show({ has_claude: false })).not.toMatch(/Claude|token/)
  cleanup()
  expect(await show({ has_claude: true })).toMatch(/Calls to Claude1,234 of 1,000,000 tokens used this month/)
})

it.each([
  [19, 'left-plenty'],
  [21, 'left-little'],
  [28, 'left-least'],
])('of 30 pages %i used make the bar %s', async (used, name) => {
  await show({ used, reserved: 0 })
  expect(screen.getByRole('progressbar', { name: 'Pages used this month' }).className).toBe(name)
  expect(screen.queryByText(/ask the administrator of this server for a higher limit/) !== null).toBe(used > 20)
})

it('months that are over are listed with what was used in them', async () => {
  /** Noon of the 20th, where the browser is; months count from 0. */
  const noon = (month: number) => new Date(2026, month, 20, 12).toISOString()
  const month = (number: number, used: number) => ({
    ...{ period_start: noon(number), period_end: noon(number + 1) },
    ...{ pages: { limit: 30, used }, tokens: null },
  })
  months = [month(9, 12), month(8, 24)]
  await show({})
  const table = await screen.findByRole('table')
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => row.textContent)
  expect(rows).toEqual([expect.stringMatching(/Oct 20.*Nov 20.*12$/), expect.stringMatching(/Sep 20.*Oct 20.*24$/)])
  const widths = [...table.querySelectorAll<HTMLElement>('.quota-month-bar')].map(({ style }) => style.width)
  expect(widths).toEqual(['50%', '100%'])
  months = []
})
