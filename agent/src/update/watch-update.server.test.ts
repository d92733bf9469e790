// SPDX-License-Identifier: AGPL-3.0-or-later
// A watch that a newer version takes over, or doesn't.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as release from '../../../tests/world/agent-release.ts'
import { Browser } from '../testing/browser.ts'
import { at, startProgram } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'
import { startWithPage, Watching } from '../testing/watching.ts'

let shared = ''
const downloads = () => join(shared, 'downloads')
const world = watchedWorld(() => ({ RMIRROR_DOWNLOADS_DIR: downloads() }))

beforeAll(async () => {
  shared = mkdtempSync(join(tmpdir(), 'rmirror-releases-'))
  release.layPayload(join(shared, 'one'), { version: '1.0.0' })
  release.layLauncher(join(shared, 'one'), '1.0.0')
  release.layPayload(join(shared, 'two'), { version: '2.0.0' })
  await release.pack(join(shared, 'two'), join(shared, 'good'), '2.0.0')
  await offerable('ends', `process.exit(3)`)
  await offerable('hangs', `setInterval(() => undefined, 1000)`)
  const migrate = `const { DatabaseSync } = await import('node:sqlite')
    const { readdirSync } = await import('node:fs')
    const folder = process.env.XDG_STATE_HOME + '/rmirror/'
    const name = readdirSync(folder).find((each) => each.endsWith('.db'))
    new DatabaseSync(folder + name).exec('PRAGMA journal_mode = WAL; DROP TABLE pages; PRAGMA user_version = 99')
    process.kill(process.pid, 'SIGKILL')`
  await offerable('migrates', migrate)
})

afterAll(() => rmSync(shared, { recursive: true }))
beforeEach(() => {
  rmSync(downloads(), { recursive: true, force: true })
  mkdirSync(downloads())
})

async function offerable(name: string, does: string): Promise<void> {
  release.layPayload(join(shared, 'broken'), { version: '2.0.0', program: release.instead('2.0.0', does) })
  await release.pack(join(shared, 'broken'), join(shared, name), '2.0.0')
}

function offer(name: string): void {
  cpSync(join(shared, name), downloads(), { recursive: true })
  release.publish(downloads())
}

const launch = (environment: Record<string, string>, ...args: string[]) =>
  startProgram(join(shared, 'one', 'rmirror'), args, { ...world.environment(), ...environment })
const run = (...args: string[]) => launch({}, ...args).outcome
const versions = (...names: string[]) => at('state', 'rmirror', 'versions', ...names)

/** A watch of version 1.0.0 whose first round is over. */
async function begin(environment: Record<string, string> = {}, ...more: string[]): Promise<Watching> {
  lay('a', [1, 2])
  const watching = start(environment, ...more)
  await watching.waitForOutput('Sent 2 pages.')
  await endFirstRound(watching)
  return watching
}

function start(environment: Record<string, string>, ...more: string[]): Watching {
  world.watching = new Watching(launch(environment, 'watch', 'desk', '--debug', ...more))
  return world.watching
}

async function endFirstRound(watching: Watching): Promise<void> {
  await watching.waitForOutput('Sent 2 pictures to look at.')
  await world.server.forgetRequests()
}

/** The same with a page. */
async function beginWithPage(): Promise<{ watching: Watching; port: number }> {
  lay('a', [1, 2])
  let watching!: Watching
  const port = await startWithPage((port) => (watching = start({}, '--port', String(port))), 'Sent 2 pages.')
  await endFirstRound(watching)
  return { watching, port }
}

async function openPage(port: number): Promise<Browser> {
  const browser = new Browser(port)
  const { out } = await run('open', '--no-browser')
  expect((await browser.enter(out.trim().split('#')[1] ?? '')).status).toBe(200)
  return browser
}

const announced = async () => (await world.server.requests()).filter((each) => each.endsWith('manifest')).length
/** For transcription, and for display. */
const pictures = async () => (await world.server.requests()).filter((each) => each.startsWith('PUT /api/v1/n')).length

test('a watch goes on with the version that it was told to take, and sends nothing twice', async () => {
  const { watching, port } = await beginWithPage()
  const browser = await openPage(port)
  expect((await browser.state()).update).toBeNull()
  offer('good')
  expect(await run('update')).toEqual({ status: 0, out: 'Version 2.0.0 of rMirror runs now.\n', err: '' })
  await watching.waitForOutput('Version 2.0.0 of rMirror is available. To install it: rmirror update')
  await watching.waitForOutput('Version 2.0.0 of rMirror runs now.')
  expect(await announced()).toBe(0)

  // The new version accepts the page that was open.
  const { version, update, log } = await browser.state()
  expect({ version, update }).toEqual({ version: '2.0.0', update: null })
  await expect
    .poll(async () => (await browser.state()).log.map(({ text }) => text))
    .toContain('Version 2.0.0 of rMirror runs now.')
  expect(log[0]?.text).toMatch(/^Watching /)
  lay('b', [3])
  await watching.waitForOutput('Sent 1 page.')
  await watching.waitForOutput('Sent 1 picture to look at.')
  expect([await announced(), await pictures(), world.live()]).toEqual([1, 2, 'Notebook a, Notebook b'])
  expect((await run('status')).out).toContain('Watch:   runs\n')
  expect(await watching.stop()).toBe(0)
  expect((await run('--version')).out).toBe('rmirror 2.0.0\n')
  expect(readdirSync(at('state', 'rmirror')).filter((name) => /before|update/.test(name))).toEqual([])
})

describe('a version that', () => {
  test.each([
    ['ends', '30000', /Version 2\.0\.0 ended at once/],
    ['hangs', '1000', /Version 2\.0\.0 was not ready/],
    ['migrates', '30000', /Version 2\.0\.0 ended at once/],
  ])('%s makes way for the one before, which goes on where it was', async (name, patience, why) => {
    const watching = await begin({ RMIRROR_AGENT_TRIAL_MS: patience }, '--auto-update', 'on')
    offer(name)
    const { status, out, err } = await run('update')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(why)
    await watching.waitForOutput('rMirror was not updated, and version 1.0.0 goes on.')
    await watching.waitForOutput('Looked at 1 notebook, opened 0 pages')
    lay('b', [3])
    await watching.waitForOutput('Sent 1 page.')
    await watching.waitForOutput('Sent 1 picture to look at.')
    expect([await announced(), await pictures()]).toEqual([1, 2])
    expect(readdirSync(versions()).sort()).toEqual(['highest', 'lock', 'refused-2.0.0'])
    expect(watching.output()).not.toContain('damaged')

    // A version that failed isn't tried again automatically.
    await watching.stop()
    const again = new Watching(launch({}, 'watch', 'desk', '--debug', '--auto-update', 'on'))
    world.watching = again
    await again.waitForOutput('Looked at 2 notebooks')
    expect(again.output()).not.toContain('Changing to version')
  })
})

test('an update that is not to be trusted is told in log and page, and the watch goes on', async () => {
  offer('good')
  const { watching, port } = await beginWithPage()
  await expect.poll(() => watching.output()).toContain('Version 2.0.0 of rMirror is available.')
  const browser = await openPage(port)
  expect((await browser.state()).update).toEqual({ version: '2.0.0', way: 'automatic', is_under_way: false })
  expect(JSON.parse((await run('status', '--json')).out).agent).toMatchObject({ update: '2.0.0' })
  expect((await run('status')).out).toContain('Update:  version 2.0.0 is available. Run "rmirror update".')
  expect((await run('doctor', at('desk'))).out).toContain('✓ watch: runs; version 2.0.0 is available')

  const { privateKey } = (await import('node:crypto')).generateKeyPairSync('ed25519')
  release.publish(downloads(), privateKey)
  expect(await browser.act('update', {})).toBe(200)
  await watching.waitForOutput(
    "rMirror was not updated, and version 1.0.0 goes on. The release that the server offers isn't signed",
  )
  expect((await browser.state()).log.at(-1)).toMatchObject({ is_trouble: true })
  expect((await browser.state()).update).toMatchObject({ is_under_way: false })
  lay('b', [3])
  await watching.waitForOutput('Sent 1 page.')

  release.publish(downloads())
  expect(await browser.act('update', {})).toBe(200)
  await watching.waitForOutput('Version 2.0.0 of rMirror runs now.')
  await expect.poll(async () => (await browser.state()).version).toBe('2.0.0')
})

test('a watch updates itself where that is switched on, and a service is started again with it', async () => {
  offer('good')
  lay('a', [1])
  const { outcome } = launch({ RMIRROR_AGENT_SERVICE: '1' }, 'watch', 'desk', '--auto-update', 'on')
  expect(await outcome).toMatchObject({
    status: 75,
    err: expect.stringContaining('Version 2.0.0 of rMirror runs now.'),
  })
  await world.server.forgetRequests()
  world.watching = new Watching(launch({ RMIRROR_AGENT_SERVICE: '1' }, 'watch', 'desk', '--debug'))
  await world.watching.waitForOutput('Looked at 1 notebook, opened 0 pages')
  expect((await run('--version')).out).toBe('rmirror 2.0.0\n')
  expect(await announced()).toBe(0)
})

test('a trial ends when the watch is killed, and the previous version goes on', async () => {
  const watching = await begin()
  offer('good')
  const { child, outcome } = launch({}, 'update')
  await watching.waitForOutput('Watching ')
  await watching.stop('SIGKILL')
  const isUsed = existsSync(versions('for-1.0.0'))
  expect((await run('--version')).out).toBe(`rmirror ${isUsed ? '2.0.0' : '1.0.0'}\n`)
  lay('b', [3])
  await expect.poll(async () => (await run('sync', 'desk')).status).toBe(0)
  expect([world.live(), await pictures()]).toEqual(['Notebook a, Notebook b', 2])
  child.kill()
  await outcome
})
