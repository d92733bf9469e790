// SPDX-License-Identifier: AGPL-3.0-or-later
import { File as NodeFile } from 'node:buffer'
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveBackups } from '../../../data/backups/backup-desk.ts'
import type { BackupPort } from '../../../data/backups/backup-session.ts'
import type { FromWorker, ToWorker } from '../../../data/backups/messages.ts'
import { AccountServer, problem } from '../../../testing/account-server.ts'
import { tree } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { BackupsSection } from './BackupsSection.tsx'

type Backups = components['schemas']['Backups']

let server: AccountServer
let list: Backups
let chunks: Map<string, Buffer>
/** Refuses what comes next. */
let isFull: boolean

const uploadId = (sha256: string) => `${sha256.slice(0, 8)}-0000-4000-8000-000000000001`

type Said = ReturnType<AccountServer['answers']>

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  list = { key: null, items: [], stored_bytes: 0, limit_bytes: 2_000_000_000 }
  chunks = new Map()
  isFull = false
  const announced = new Map<string, string>()
  // By the end of the path, in which ids are left out.
  const answers: Record<string, (json: () => never, id: string, body: Buffer) => Said> = {
    'GET /tree': () => ({ body: tree([]) }),
    'GET /backups': () => ({ body: list }),
    'PUT /key': (json) => {
      const { revision, ...key } = json() as NonNullable<Backups['key']>
      list = { ...list, key: { ...key, revision: revision + 1 } }
      return { body: { revision: revision + 1 } }
    },
    'POST /missing-chunks': (json) => {
      const { names } = json() as { names: string[] }
      return { body: { missing: names.filter((name) => !chunks.has(name)) } }
    },
    'POST /presign': (json) => {
      if (isFull) return problem(413, { type: 'backups_full' })
      const { chunk, sha256 } = json() as { chunk: string; sha256: string }
      const id = uploadId(sha256)
      announced.set(id, chunk)
      const address = { url: `/api/v1/uploads/${id}/content`, method: 'PUT', headers: {} }
      return {
        status: 201,
        body: { id, ...address, needs_authorization: true, expires_at: '2026-11-20T12:10:00.000Z' },
      }
    },
    'PUT /content': (_, id, body) => {
      chunks.set(announced.get(id) ?? '', body)
      return { status: 204, body: null }
    },
    'POST /complete': (_, id) => ({ body: { name: announced.get(id), size: 1 } }),
    'POST /backups': (json) => {
      const { id, key_id, sealed, chunks: names } = json() as Backups['items'][number] & { chunks: string[] }
      const item = { id, key_id, sealed, size: 1000, chunk_count: names.length, created_at: '2026-11-20T12:00:00.000Z' }
      list = { ...list, items: [item, ...list.items] }
      return { status: 201, body: item }
    },
    'DELETE /backups': () => {
      list = { ...list, key: null, items: [] }
      return { status: 204, body: null }
    },
    'DELETE /ID': (_, removed) => {
      list = { ...list, items: list.items.filter(({ id }) => id !== removed) }
      return { status: 204, body: null }
    },
  }
  server.answers = (method, path, body) => {
    const [id = ''] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(path) ?? []
    const end = path.split('?')[0]?.replace(id, 'ID').split('/').at(-1)
    return answers[`${method} /${end}`]?.(() => JSON.parse(String(body)) as never, id, body)
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

/** The worker's code in this thread; messages are copied, as between threads. */
function startBackupWorker(): BackupPort {
  const toPage = new EventTarget()
  let hear: (message: ToWorker) => void = () => {}
  let isEnded = false
  serveBackups({
    listen: (listener) => {
      hear = listener
    },
    post: (message: FromWorker) =>
      void setTimeout(() => isEnded || toPage.dispatchEvent(new MessageEvent('message', { data: message }))),
  })
  return {
    postMessage: (message: ToWorker) => void setTimeout(() => isEnded || hear(message)),
    addEventListener: toPage.addEventListener.bind(toPage) as BackupPort['addEventListener'],
    terminate: () => {
      isEnded = true
    },
  }
}

async function show() {
  const store = await signedIn(server)
  renderWith({ ...store, startBackupWorker }, <BackupsSection />)
}

const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

// The simulated page's File can't be read.
const file = (content: string, name: string) => new NodeFile([content], name) as unknown as File

async function begin(passphrase = 'four quite random words') {
  await screen.findByLabelText('New passphrase')
  type('New passphrase', passphrase)
  type('The same again', passphrase)
  press('Set the passphrase')
}

describe('encrypted backups', () => {
  it('say that a forgotten passphrase is final before one is chosen, and refuse one letter', async () => {
    await show()
    expect(await screen.findByText(/^If you forget the passphrase, nobody can open your backups any more/)).toBeTruthy()
    await begin('a')
    expect((await screen.findByRole('alert')).textContent).toMatch(/^This passphrase is too easy to guess/)
    expect(list.key).toBeNull()
  })

  it('are made, listed and deleted, and a full server is said to be full', async () => {
    await show()
    await begin()
    await screen.findByText('There are no backups yet.')
    expect(JSON.parse(list.key?.record ?? '')).toMatchObject({ format: 'rmirror-backup-key', recovery: null })
    const chooser = screen.getByTestId('choose-files')
    fireEvent.change(chooser, { target: { files: [file('Dear diary', 'diary.rm')] } })
    await screen.findByText(/^One file is backed up;/)
    expect(await screen.findByText(/^One file, .* from a browser$/)).toBeTruthy()
    const stored = Buffer.concat([...chunks.values()])
    expect(stored.includes('diary')).toBe(false)
    expect(stored.length).toBeGreaterThan(0)

    isFull = true
    fireEvent.change(chooser, { target: { files: [file('Another day', 'other.rm')] } })
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Your backups take all the room that they may take/)

    fireEvent.click(screen.getByRole('button', { name: /^Delete the backup of/ }))
    fireEvent.click(
      within(screen.getByRole('dialog', { hidden: true })).getByRole('button', { name: 'Delete', hidden: true }),
    )
    expect(await screen.findByText('There are no backups yet.')).toBeTruthy()
  })

  it('that can’t be opened any more can be deleted, all of them', async () => {
    list.key = { key_id: '01931f3c-8f00-4000-8000-000000000501', revision: 1, record: '{}' }
    await show()
    await screen.findByLabelText('Passphrase or recovery key')
    type('Passphrase or recovery key', 'anything at all')
    press('Open backups')
    expect(await screen.findByText(/^A part of this backup isn’t what was stored/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Delete all backups', hidden: true }))
    fireEvent.click(
      within(screen.getByRole('dialog', { hidden: true })).getByRole('button', {
        name: 'Delete all backups',
        hidden: true,
      }),
    )
    expect(await screen.findByLabelText('New passphrase')).toBeTruthy()
  })
})
