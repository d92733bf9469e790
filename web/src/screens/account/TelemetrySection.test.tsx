// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Telemetry } from '../../data/telemetry/telemetry.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { TelemetrySection } from './TelemetrySection.tsx'

let server: AccountServer
let choice: { is_allowed: boolean; is_on: boolean }
let onTurn: () => ReturnType<typeof problem> | null

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  choice = { is_allowed: true, is_on: true }
  onTurn = () => null
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path !== '/api/v1/telemetry') return undefined
    if (method === 'POST') return { status: 204, body: null }
    const refusal = method === 'PUT' ? onTurn() : null
    if (refusal) return refusal
    if (method === 'PUT') choice = { ...choice, ...JSON.parse(String(body)) }
    return { body: choice }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(): Promise<Telemetry> {
  const store = await signedIn(server)
  const telemetry = new Telemetry(store.account)
  renderWith({ ...store, telemetry }, <TelemetrySection />)
  return telemetry
}

const theSwitch = () => screen.findByRole<HTMLInputElement>('checkbox', { name: 'Send load times and kinds of errors' })

it('one switch turns it off and on again', async () => {
  await show()
  const toggle = await theSwitch()
  expect(toggle.checked).toBe(true)
  fireEvent.click(toggle)
  expect(await screen.findByText('Nothing is sent any more.')).toBeTruthy()
  await expect.poll(() => choice.is_on).toBe(false)
  expect(screen.queryByText('Show what is sent')).toBeNull()
  fireEvent.click(await theSwitch())
  expect(await screen.findByText('The dashboard sends this again.')).toBeTruthy()
  await expect.poll(() => choice.is_on).toBe(true)
})

it('shows what waits and what was sent, word for word', async () => {
  const telemetry = await show()
  await theSwitch()
  telemetry.loaded('/account', 412)
  const shown = within(screen.getByText('Show what is sent').closest('details') as HTMLElement)
  expect(await shown.findByText('{"route":"/account","load_ms":412}')).toBeTruthy()
  expect(shown.getAllByText('Nothing.')).toHaveLength(1)
  await telemetry.send()
  const [, sent] = shown.getAllByRole('heading', { hidden: true })
  expect(sent?.textContent).toBe('Sent since you opened this tab')
  await expect.poll(() => sent?.nextElementSibling?.textContent).toBe('{"route":"/account","load_ms":412}')
})

it('says that the administrator turned it off', async () => {
  choice = { is_allowed: false, is_on: true }
  await show()
  expect(await screen.findByText(/turned this off for everyone/)).toBeTruthy()
  expect(screen.queryByRole('checkbox')).toBeNull()
})

it('says that the switch could not be turned', async () => {
  await show()
  const toggle = await theSwitch()
  onTurn = () => problem(500)
  fireEvent.click(toggle)
  expect((await screen.findByRole('alert')).textContent).toMatch(/can’t do this right now/)
  expect((await theSwitch()).checked).toBe(true)
})
