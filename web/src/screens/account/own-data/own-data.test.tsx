// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endWholeExportWith, wholeExport } from '../../../data/export/current-whole-export.ts'
import { WholeExport } from '../../../data/export/whole-export.ts'
import { farewell } from '../../../data/resources/farewell.ts'
import type { Integration } from '../../../data/server/integrations.ts'
import { AccountServer, problem } from '../../../testing/account-server.ts'
import { openDialogs } from '../../../testing/open-dialogs.ts'
import { integration, tree } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { DeleteAccountSection } from './DeleteAccountSection.tsx'
import { Farewell } from './Farewell.tsx'
import { OwnDataSection } from './OwnDataSection.tsx'
import { TermsQuestion } from './TermsQuestion.tsx'

let server: AccountServer
let known: Integration[]
/** Bodies of the requests that delete or accept. */
let asked: unknown[]
let onDelete: () => ReturnType<typeof problem>
let accepted: string | null
let isDone: boolean

beforeEach(async () => {
  openDialogs()
  localStorage.clear()
  server = await AccountServer.start()
  known = []
  asked = []
  accepted = null
  isDone = false
  onDelete = () => ({ status: 202, body: { receipt: 'r1', removing_at_targets: 0 } })
  server.answers = (method, path, body) => {
    switch (`${method} ${new URL(path, server.origin).pathname}`) {
      case 'GET /api/v1/notebooks/tree':
        return { body: tree([]) }
      case 'GET /api/v1/integrations':
        return { body: { items: known, next: null } }
      case 'GET /api/v1/me/summary':
        return {
          body: {
            bytes: 3_000_000,
            items: [
              { kind: 'notebooks', count: 1200, bytes: null },
              { kind: 'todos', count: 0, bytes: null },
              { kind: 'handwriting_images', count: 3, bytes: 2_000_000 },
              { kind: 'texts_and_facts', count: null, bytes: 1_000_000 },
            ],
          },
        }
      case 'DELETE /api/v1/me':
        asked.push(JSON.parse(String(body)))
        return onDelete()
      case 'GET /api/v1/removals/r1':
        return { body: { is_done: isDone } }
      case 'GET /api/v1/me/legal':
        return { body: { version: '2026-11', accepted_version: accepted } }
      case 'GET /api/v1/legal':
        return {
          body: { version: '2026-11', language: 'en', terms: '# Terms\n\nBe kind.', privacy: 'We know little.' },
        }
      case 'PUT /api/v1/me/legal':
        asked.push(JSON.parse(String(body)))
        accepted = '2026-11'
        return { status: 204, body: null }
    }
    return undefined
  }
})
afterEach(() => {
  cleanup()
  farewell.value = null
  server.stop()
})

it('what is stored is listed by kind, and what there is none of is left out', async () => {
  renderWith(await signedIn(server), <OwnDataSection />)
  const table = await screen.findByRole('table')
  const rows = within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent))
  expect(rows).toEqual([
    ['Kind', 'Number', 'Size'],
    ['Notebooks and folders', '1,200', ''],
    ['Images of handwriting', '3', '2 MB'],
    ['Texts and facts about all of these', '', '1 MB'],
    ['Together', '', '3 MB'],
  ])
})

describe('deleting the account', () => {
  const open = async () => {
    const store = await signedIn(server)
    renderWith(store, <DeleteAccountSection />)
    fireEvent.click(screen.getByRole('button', { name: 'Delete my account…' }))
    await screen.findByRole('dialog', { name: 'Delete your account?' })
    return store
  }
  const type = (words: string) =>
    fireEvent.input(screen.getByLabelText('To confirm, type “delete my account”'), { target: { value: words } })
  const confirm = () => fireEvent.click(screen.getByRole('button', { name: 'Delete my account' }))

  it('needs the words to be typed', async () => {
    await open()
    type('delete')
    confirm()
    expect((await screen.findByRole('alert')).textContent).toBe('Type “delete my account” to delete your account.')
    expect(asked).toEqual([])
  })

  it('signs out here, and says what happens now', async () => {
    const { account } = await open()
    type(' Delete my account ')
    confirm()
    await expect.poll(() => farewell.value).toEqual({ receipt: 'r1', removingAtTargets: 0 })
    expect(asked).toEqual([{ confirmation: 'delete my account', targets: 'keep' }])
    expect([account.state.value.kind, account.ended.value]).toEqual(['guest', false])
    expect(localStorage).toHaveLength(0)
  })

  it('ends a download of everything, and takes its panel away', async () => {
    const { account } = await open()
    const stop = endWholeExportWith(account)
    wholeExport.value = new WholeExport(account)
    type('delete my account')
    confirm()
    await expect.poll(() => wholeExport.value).toBeNull()
    stop()
  })

  it('asks what becomes of what integrations have', async () => {
    known = [integration('readwise'), integration('webhook')]
    onDelete = () => ({ status: 202, body: { receipt: 'r1', removing_at_targets: 2 } })
    await open()
    fireEvent.click(await screen.findByLabelText('Remove it there, which can take a while'))
    expect(screen.getByRole('group', { name: /^What was created in Readwise, / })).toBeTruthy()
    type('delete my account')
    confirm()
    await expect.poll(() => farewell.value).toEqual({ receipt: 'r1', removingAtTargets: 2 })
    expect(asked).toMatchObject([{ targets: 'remove' }])
  })

  it('says which workspaces must be handed over first', async () => {
    onDelete = () => problem(409, { type: 'hand_over_workspaces', workspaces: ['Family', 'Club'] })
    const { account } = await open()
    type('delete my account')
    confirm()
    expect((await screen.findByRole('alert')).textContent).toContain('Family, Club')
    expect(account.state.value.kind).toBe('signed-in')
  })
})

it('the farewell says that integrations are still being cleared', async () => {
  farewell.value = { receipt: 'r1', removingAtTargets: 1 }
  renderWith(await signedIn(server), <Farewell />)
  const dialog = within(screen.getByRole('dialog', { name: 'Your account has been deleted' }))
  expect(dialog.getByText(/three days at most/)).toBeTruthy()
  fireEvent.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement)
  expect(farewell.value).toBeNull()
})

it('the farewell says when everything is gone', async () => {
  isDone = true
  farewell.value = { receipt: 'r1', removingAtTargets: 1 }
  renderWith(await signedIn(server), <Farewell />)
  expect(await screen.findByText('Everything that this server stored about you has been removed.')).toBeTruthy()
  expect(screen.queryByText(/three days at most/)).toBeNull()
})

describe('the terms', () => {
  it('are shown to be read, and accepted by their version', async () => {
    renderWith(await signedIn(server), <TermsQuestion />)
    const dialog = await screen.findByRole('dialog', { name: 'Terms of this server' })
    fireEvent.click(await within(dialog).findByText('Privacy policy'))
    expect(await within(dialog).findByText('We know little.')).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Accept both' }))
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    expect(asked).toEqual([{ version: '2026-11' }])
  })

  it('that were accepted are not asked about', async () => {
    accepted = '2026-11'
    renderWith(await signedIn(server), <TermsQuestion />)
    await expect.poll(() => server.requests.some(({ path }) => path === '/api/v1/me/legal')).toBe(true)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
