// SPDX-License-Identifier: AGPL-3.0-or-later
// "rmirror update" for an installation from an archive, against the real server.
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as release from '../../../tests/world/agent-release.ts'
import { at, startProgram } from '../testing/program.ts'
import { TestServer } from '../testing/server.ts'

let shared = ''
let server: TestServer
/** Version 2.0.0 as an archive. */
let archive = ''
const downloads = () => join(shared, 'downloads')

beforeAll(async () => {
  shared = mkdtempSync(join(tmpdir(), 'rmirror-releases-'))
  release.layPayload(join(shared, 'one'), { version: '1.0.0' })
  release.layPayload(join(shared, 'two'), { version: '2.0.0' })
  archive = await release.pack(join(shared, 'two'), join(shared, 'archives'), '2.0.0')
  mkdirSync(downloads())
  server = await TestServer.start({ RMIRROR_DOWNLOADS_DIR: downloads(), RMIRROR_TEST_RATE_LIMITS: 'off' })
})

afterAll(async () => {
  await server.stop()
  rmSync(shared, { recursive: true })
})

beforeEach(() => {
  for (const name of readdirSync(downloads())) rmSync(join(downloads(), name))
  release.layLauncher(join(shared, 'one'), '1.0.0')
})

const environment = (url = server.url) => ({ RMIRROR_SERVER: url, XDG_STATE_HOME: at('state') })
const launch = (...args: string[]) => startProgram(join(shared, 'one', 'rmirror'), args, environment())
const run = (...args: string[]) => launch(...args).outcome
const versions = (...names: string[]) => at('state', 'rmirror', 'versions', ...names)
const runs = async () => (await run('--version')).out

/** What a failed update leaves: the previous version, and nothing that has an effect. */
async function expectNothingChanged(): Promise<void> {
  expect(await runs()).toBe('rmirror 1.0.0\n')
  const left = existsSync(versions()) ? readdirSync(versions()) : []
  expect(left.filter((name) => !['lock', 'highest'].includes(name))).toEqual([])
}

const offered = () => {
  const file = join(downloads(), 'package.tar.gz')
  cpSync(archive, file)
  return file
}

test('a newer version that was signed is installed beside the old one, and started from then on', async () => {
  cpSync(archive, join(downloads(), archive.split('/').at(-1) ?? ''))
  release.publish(downloads())
  const before = readdirSync(join(shared, 'one'), { recursive: true })
  expect(await run('update', '--check')).toMatchObject({
    status: 0,
    out: 'Version 2.0.0 is available, 1.0.0 is installed. To update: rmirror update\n',
  })
  await expectNothingChanged()
  expect(await run('update')).toEqual({ status: 0, out: 'Version 2.0.0 of rMirror is installed.\n', err: '' })
  expect(await runs()).toBe('rmirror 2.0.0\n')
  expect(readFileSync(versions('for-1.0.0'), 'utf8')).toBe('2.0.0\n')
  expect(readdirSync(versions()).sort()).toEqual(['2.0.0', 'for-1.0.0', 'highest', 'lock'])
  expect(readdirSync(join(shared, 'one'), { recursive: true })).toEqual(before)
  expect(await run('update', '--json')).toMatchObject({ status: 0, out: expect.stringContaining('"updated":false') })

  // A version installed by hand afterwards isn't replaced.
  release.layLauncher(join(shared, 'one'), '2.1.0')
  expect(await runs()).toBe('rmirror 1.0.0\n')
})

const two = () => release.manifestOf(offered(), '2.0.0')
const text = (manifest: release.Manifest) => JSON.stringify(manifest)
const stranger = release.maker && (await import('node:crypto')).generateKeyPairSync('ed25519')

test.each<[string, () => void, RegExp]>([
  [
    'signed by another key',
    () => release.publishText(downloads(), text(two()), stranger.privateKey),
    /isn't signed by whoever made this/,
  ],
  [
    'changed after it was signed',
    () => {
      release.publishText(downloads(), text({ ...two(), version: '1.5.0' }))
      const file = join(downloads(), 'latest.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace('1.5.0', '2.0.0'))
    },
    /isn't signed by whoever made this/,
  ],
  [
    'for other computers',
    () =>
      release.publishText(
        downloads(),
        text({ ...two(), packages: two().packages.map((each) => ({ ...each, platform: 'plan9-mips' })) }),
      ),
    /has no package for/,
  ],
  [
    'with a package that was changed',
    () => {
      const manifest = two()
      const file = offered()
      writeFileSync(
        file,
        readFileSync(file).map((byte, index) => (index === 5_000 ? byte ^ 1 : byte)),
      )
      release.publishText(downloads(), text(manifest))
    },
    /isn't the package that was signed/,
  ],
  [
    'with a package that goes on',
    () => {
      release.publishText(downloads(), text(two()))
      appendFileSync(join(downloads(), 'package.tar.gz'), 'more')
    },
    /isn't the package that was signed/,
  ],
  [
    'with a package that is cut',
    () => {
      release.publishText(downloads(), text(two()))
      truncateSync(join(downloads(), 'package.tar.gz'), 100_000)
    },
    /ended early/,
  ],
  [
    'with a package that is missing',
    () =>
      release.publishText(
        downloads(),
        text({ ...two(), packages: two().packages.map((each) => ({ ...each, url: '/downloads/none' })) }),
      ),
    /answers 404/,
  ],
  [
    'with the package of another version',
    () => release.publishText(downloads(), text({ ...two(), version: '3.0.0' })),
    /has something else in it/,
  ],
])('a release that is %s changes nothing, and says why', async (_, prepare, why) => {
  prepare()
  const { status, out, err } = await run('update')
  expect({ status, out }).toEqual({ status: 1, out: '' })
  expect(err).toMatch(why)
  expect(err.trim().split('\n')).toHaveLength(1)
  await expectNothingChanged()
})

test('what is no newer is not offered, and what was offered before can not be replaced by something older', async () => {
  expect((await run('update')).out).toBe('rMirror 1.0.0 is the newest version.\n')
  for (const version of ['1.0.0', '0.9.0', '1.0.0-rc.1']) {
    release.publishText(downloads(), text({ ...two(), version }))
    expect(await run('update'), version).toMatchObject({ status: 0, out: 'rMirror 1.0.0 is the newest version.\n' })
  }
  release.publishText(downloads(), text({ ...two(), version: '2.1.0' }))
  await run('update', '--check')
  release.publishText(downloads(), text(two()))
  const { status, err } = await run('update')
  expect(status).toBe(1)
  expect(err).toContain('The server offers version 2.0.0, though version 2.1.0 was offered before.')
  await expectNothingChanged()
})

test('a version that does not run here is not installed', async () => {
  const broken = join(shared, 'broken')
  for (const [version, program] of [
    ['2.0.1', 'process.exit(3)'],
    ['2.0.2', 'console.log("rmirror 2.0.1 is well")'],
  ] as const) {
    release.layPayload(broken, { version, program })
    await release.pack(broken, downloads(), version)
    release.publish(downloads())
    expect(await run('update')).toMatchObject({
      status: 1,
      err: `rmirror: Version ${version} doesn't run on this computer.\n`,
    })
    await expectNothingChanged()
    rmSync(join(downloads(), `rmirror-${version}-${release.platform}.tar.gz`))
  }
})

describe('another server', () => {
  let other: Server
  let answer: (path: string) => { type?: string; body: string | Buffer }
  const url = () => {
    const address = other.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }
  beforeEach(async () => {
    other = createServer((request, reply) => {
      const { type = 'application/json', body } = answer(request.url ?? '')
      reply.setHeader('Content-Type', type).end(body)
    })
    await once(other.listen(0, '127.0.0.1'), 'listening')
  })
  afterEach(() => other.close())
  const runThere = () => startProgram(join(shared, 'one', 'rmirror'), ['update'], environment(url())).outcome

  test.each([
    ['a page', 'text/html', '<html>Welcome', /isn't an rMirror server|Is --server right/],
    ['a page that says it is JSON', 'application/json', '<html>Welcome', /can't be read/],
    ['another object', 'application/json', '{}', /can't be read/],
  ])('that answers with %s changes nothing', async (_, type, body, why) => {
    answer = () => ({ type, body })
    const { status, err } = await runThere()
    expect(status).toBe(1)
    expect(err).toMatch(why)
    await expectNothingChanged()
  })

  test('may have the package anywhere', async () => {
    const manifest = JSON.stringify(release.manifestOf(archive, '2.0.0', `${url()}/elsewhere`))
    release.publishText(downloads(), manifest)
    const latest = readFileSync(join(downloads(), 'latest.json'))
    answer = (path) => (path === '/elsewhere' ? { body: readFileSync(archive) } : { body: latest })
    expect(await run('update')).toMatchObject({ status: 0 })
    expect(await runs()).toBe('rmirror 2.0.0\n')
  })
})

describe('other packages', () => {
  const from = async (payload: Partial<release.Payload>, started: Record<string, string> = {}, ...args: string[]) => {
    const folder = join(shared, 'other')
    cpSync(join(shared, 'one'), folder, { recursive: true })
    release.layPayload(folder, { version: '1.0.0', ...payload })
    const program = join(folder, 'agent/bin/rmirror.mjs')
    return startProgram(process.execPath, [program, 'update', ...args], { ...environment(), ...started }).outcome
  }

  test('of npm and Debian are told their commands', async () => {
    release.publishText(downloads(), text(two()))
    expect((await from({ kind: 'npm' })).out).toBe(
      `Version 2.0.0 is available, 1.0.0 is installed. To update: npm install -g ${server.url}/downloads/rmirror-2.0.0.tgz\n`,
    )
    expect((await from({ kind: 'deb' })).out).toContain('sudo apt install ./rmirror_2.0.0_')
    expect(JSON.parse((await from({ kind: 'deb' }, {}, '--json')).out)).toMatchObject({
      ...{ version: '1.0.0', offered: '2.0.0', updated: false },
      command: expect.stringContaining('apt install'),
    })
    await expectNothingChanged()
  })

  test('without a key, or without their launcher, say that they take none', async () => {
    release.publishText(downloads(), text(two()))
    expect(await from({ key: null })).toMatchObject({
      status: 1,
      err: expect.stringContaining('without a key for updates'),
    })
    expect(await from({})).toMatchObject({ status: 1, err: expect.stringContaining('started by the launcher') })
    await expectNothingChanged()
  })
})

test('who is killed at any step has the version from before, or the new one, and can update', async () => {
  cpSync(archive, join(downloads(), archive.split('/').at(-1) ?? ''))
  release.publish(downloads())
  const steps = [
    () => part('package'),
    () => part('unpacked'),
    () => part('unpacked/agent/dist'),
    () => existsSync(versions('2.0.0')),
    () => existsSync(versions('for-1.0.0')),
  ]
  const part = (name: string) =>
    existsSync(versions()) &&
    readdirSync(versions()).some((each) => each.startsWith('.part-') && existsSync(versions(each, name)))
  for (const [index, isReached] of steps.entries()) {
    rmSync(versions(), { recursive: true, force: true })
    const { child, outcome } = launch('update')
    while (!isReached() && child.exitCode === null) await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGKILL')
    await outcome
    expect(['rmirror 1.0.0\n', 'rmirror 2.0.0\n'], `step ${index}`).toContain(await runs())
    if (!existsSync(versions('for-1.0.0'))) expect(await runs()).toBe('rmirror 1.0.0\n')
    await expect.poll(() => run('update')).toMatchObject({ status: 0 })
    expect(await runs()).toBe('rmirror 2.0.0\n')
    expect(readdirSync(versions()).filter((name) => name.startsWith('.part-'))).toEqual([])
  }
})
