// SPDX-License-Identifier: AGPL-3.0-or-later
// The built plugin in a stand-in for Obsidian, against the real server: signed in by a code, and beside "rmirror vault".
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Api, answerTo, createApi } from '@rmirror/shared/api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { notebookFiles } from '../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../tests/generator/ink.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { askDatabase, type Served, serve } from '../../../tests/world/programs.ts'
import { type AppOptions, StrictApp } from './testing/app.ts'
import { builtPlugin } from './testing/built-plugin.ts'
import { Disk } from './testing/disk.ts'

const agentProgram = join(import.meta.dirname, '../../../agent/bin/rmirror.mjs')
const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`

let setup: Awaited<ReturnType<typeof builtPlugin>>
let served: Served
let person: Api
/** Of the command line. */
let token: string
let folder: string

const ask = (sql: string) => askDatabase(served.database, sql)

function lay(letter: string, name: string, pageCount: number): void {
  const pages = Array.from({ length: pageCount }, (_, index) => ({
    uuid: uuid(letter, index + 1),
    tags: ['garden'],
    scene: onePage([wave({ x: -300, y: 200 + 9 * index }, 200 + index, fineliner)]),
  }))
  for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name, pages })) {
    mkdirSync(dirname(join(folder, 'desk', path)), { recursive: true })
    writeFileSync(join(folder, 'desk', path), bytes)
  }
}

async function rmirror(...args: string[]): Promise<void> {
  const own = { XDG_CONFIG_HOME: join(folder, 'config'), RMIRROR_AGENT_KEYCHAIN: 'off', RMIRROR_AGENT_PORT: 'off' }
  const env = { ...process.env, ...own, RMIRROR_TOKEN: token, RMIRROR_SERVER: served.server }
  await promisify(execFile)(process.execPath, [agentProgram, ...args], { cwd: folder, env })
}

/** What `rmirror vault` writes, as the stand-in's disk shows its files. */
async function folderOfCommandLine(): Promise<Record<string, string>> {
  await rmirror('vault', 'vault')
  const root = join(folder, 'vault')
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  return Object.fromEntries(
    paths.map((path) => [path, readFileSync(join(root, path), /\.(md|json)$/.test(path) ? 'utf8' : 'hex')]),
  )
}

/** Files of the plugin's folder. */
function filesOf({ disk }: StrictApp): Record<string, string> {
  const files = Object.entries(disk.snapshot()).flatMap(([path, text]) =>
    path.startsWith('reMarkable/') ? [[path.slice('reMarkable/'.length), text] as const] : [],
  )
  return Object.fromEntries(files)
}

async function opened(options: AppOptions = {}) {
  const app = new StrictApp(options)
  const plugin = await app.load(setup)
  app.settingsTab?.display()
  return { app, plugin }
}

/** Signs in by the screen alone, approved in the dashboard by its code. */
async function signInByCode() {
  const secrets = new Map<string, string>()
  const { app, plugin } = await opened({ secrets })
  await app.set('Server address', served.server)
  await app.press('Sign in')
  const code = () => app.page.document.querySelector('.rmirror-code')?.textContent
  await expect.poll(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  const body = { user_code: code() ?? '', approve: true }
  await app.press('Open the browser')
  await answerTo(person.POST('/api/v1/auth/device/decision', { body }))
  // Polls are five seconds apart.
  await expect.poll(() => app.notices.join('\n')).toContain('Signed in as ann@example.org.')
  await expect.poll(() => app.notices.join('\n')).toMatch(/Synced: |up to date/)
  return { app, plugin, secrets }
}

/** A device that is signed in, and has synced. */
async function signedIn(options: AppOptions = {}) {
  const body = { name: 'Obsidian on Linux (Notes)' }
  const { access_token, agent_token } = await answerTo(person.POST('/api/v1/auth/agent-token', { body }))
  const account = {
    server: served.server,
    email: 'ann@example.org',
    token: access_token,
    expires_at: agent_token.expires_at,
  }
  const secrets = new Map([['rmirror-account', JSON.stringify(account)]])
  const { app, plugin } = await opened({ secrets, ...options })
  await app.set('Server address', served.server)
  expect(await plugin.syncNow()).toBe(true)
  return { app, plugin, secrets }
}

beforeAll(async () => {
  setup = await builtPlugin()
  folder = mkdtempSync(join(tmpdir(), 'rmirror-obsidian-'))
  served = await serve({ RMIRROR_PUBLIC_URL: 'http://dashboard.test', RMIRROR_ANTHROPIC_API_KEY: 'no-one-asks' })
  const stranger = createApi({ server: served.server })
  const account = { email: 'ann@example.org', password: 'a notebook on the desk' }
  const { access_token } = await answerTo(stranger.POST('/api/v1/auth/signup', { body: account }))
  person = createApi({ server: served.server, token: () => access_token })
  token = (await answerTo(person.POST('/api/v1/auth/agent-token', { body: { name: 'desk' } }))).access_token
  lay('d', 'Diary', 3)
  lay('e', 'Plans', 2)
  await rmirror('push', 'desk')
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

beforeEach(() => {
  // As the transcription worker does.
  ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = '☐ Buy ink ' || page_number, updated_at = now()`)
})

describe('a device that is signed in', () => {
  test('by a code: the vault has the same files as "rmirror vault" writes, and a second sync writes nothing', async () => {
    const { app, plugin, secrets } = await signInByCode()
    expect(app.opened).toEqual([expect.stringContaining('http://dashboard.test/device?user_code=')])
    const { items } = await answerTo(person.GET('/api/v1/auth/agent-tokens'))
    expect(items.map(({ name }) => name)).toContain('Obsidian on Linux (Notes)')
    const files = filesOf(app)
    const others = await folderOfCommandLine()
    expect(Object.keys(files)).toEqual(Object.keys(others).toSorted())
    for (const path of Object.keys(files).filter((each) => !each.startsWith('.rmirror/account/')))
      expect(files[path], path).toBe(others[path])
    expect(files['Diary.md']).toContain('- [ ] Buy ink 1')
    expect(Object.keys(files).filter((path) => path.endsWith('.png'))).toHaveLength(5)

    const [writes, requests] = [app.disk.writes, app.requests.length]
    expect(await plugin.syncNow()).toBe(true)
    expect(app.notices.at(-1)).toBe('Your notes are up to date.')
    expect(app.disk.writes).toBe(writes)
    expect(app.requests.slice(requests)).toHaveLength(2)

    // The token is in no file that a sync service copies.
    const kept = JSON.parse(secrets.get('rmirror-account') ?? '{}')
    expect(kept).toMatchObject({ server: served.server, email: 'ann@example.org' })
    expect(JSON.stringify(app.disk.snapshot())).not.toContain(kept.token)
  })

  test('what a person changes is kept, listed, taken as a correction, or put back', async () => {
    const { app, plugin } = await signedIn()
    const path = 'reMarkable/Diary.md'
    app.disk.set(path, `${app.disk.text(path).replace('Buy ink 1', 'Sell ink')}\nMy own words\n`)
    expect(await plugin.syncNow()).toBe(true)
    expect(app.notices.at(-1)).toContain('Left as they are: 1.')
    expect(app.disk.text(path)).toMatch(/Sell ink[\s\S]*My own words/)
    await app.press('Show what was kept')
    expect(app.shown()).toContain('Page 1: you changed text that is rMirror’s.')
    await app.press('Take it as a correction')
    expect(app.notices).toContain('Your text is the page’s now.')
    expect(plugin.last?.kept).toEqual([])
    const page = { notebook_uuid: uuid('d'), page_uuid: uuid('d', 1) }
    const question = { params: { path: page } }
    const detail = await answerTo(person.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', question))
    expect(detail.document).toBe('- [ ] Sell ink')

    app.disk.set(path, app.disk.text(path).replace('Buy ink 2', 'Sell it'))
    await plugin.syncNow()
    await app.press('Show what was kept')
    await app.press('Put rMirror’s text back')
    expect(app.disk.text(path)).toMatch(/Buy ink 2[\s\S]*My own words/)
    expect(plugin.last?.kept).toEqual([])
  })

  test('Obsidian is closed in the middle of a sync, and goes on when it is opened', async () => {
    const { app, secrets } = await signedIn()
    const reference = filesOf(app)
    // Nothing but its settings is left of the vault.
    const disk = new Disk()
    disk.set('.obsidian/plugins/rmirror/data.json', app.disk.text('.obsidian/plugins/rmirror/data.json'))
    const closed = disk.closeAfter(9)
    const first = await opened({ disk, secrets })
    await closed
    expect(Object.keys(filesOf(first.app)).length).toBeLessThan(Object.keys(reference).length)
    disk.reopen()
    // It syncs when it is started.
    const second = await opened({ disk, secrets })
    await expect.poll(() => second.plugin.last).toBeDefined()
    expect(filesOf(second.app)).toEqual(reference)
    expect(second.app.notices).toEqual([])
  })

  test('it syncs by the clock on a phone, and follows what changes', async () => {
    const { app, plugin } = await signedIn({ isPhone: true, disk: new Disk({ isCaseSensitive: false }) })
    lay('e', 'plans', 2)
    await rmirror('push', 'desk')
    const [interval] = app.intervals.values()
    expect(interval?.every).toBe(30 * 60_000)
    const before = plugin.last
    interval?.callback()
    await expect.poll(() => plugin.last !== before).toBe(true)
    expect(Object.keys(filesOf(app))).toContain('plans.md')
    expect(Object.keys(filesOf(app))).not.toContain('Plans.md')
  })

  test('a device that was revoked is told to sign in again, and keeps its notes', async () => {
    const { app, plugin } = await signedIn()
    const files = filesOf(app)
    const { items } = await answerTo(person.GET('/api/v1/auth/agent-tokens'))
    const device = items.find(({ name }) => name.startsWith('Obsidian'))
    await answerTo(person.DELETE('/api/v1/auth/agent-tokens/{id}', { params: { path: { id: device?.id ?? '' } } }))
    // The server caches tokens for up to ten seconds.
    await expect.poll(async () => plugin.syncNow()).toBe(false)
    const count = app.notices.length
    const [interval] = app.intervals.values()
    for (const _ of [1, 2]) await interval?.callback()
    // Said once.
    await expect.poll(() => app.notices.length).toBe(count + 1)
    expect(app.notices.at(-1)).toBe(
      'The server no longer accepts this device. Sign in again in the settings of the plugin.',
    )
    expect(filesOf(app)).toEqual(files)
  })

  test('signing out ends the token on the server', async () => {
    const { app, plugin } = await signedIn()
    const count = async () => (await answerTo(person.GET('/api/v1/auth/agent-tokens'))).items.length
    const before = await count()
    app.settingsTab?.display()
    await app.press('Sign out')
    expect(await count()).toBe(before - 1)
    expect(plugin.session.accountAt(served.server)).toBeUndefined()
  })
})

test('a device that is denied, or a code that nobody approved, is said', async () => {
  const { app } = await opened()
  await app.set('Server address', served.server)
  await app.press('Sign in')
  const code = () => app.page.document.querySelector('.rmirror-code')?.textContent
  await expect.poll(code).toBeTruthy()
  await answerTo(person.POST('/api/v1/auth/device/decision', { body: { user_code: code() ?? '', approve: false } }))
  await expect.poll(() => app.shown()).toContain('The device was denied in the browser.')
})
