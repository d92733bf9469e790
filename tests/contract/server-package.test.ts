// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's Debian package, unpacked. scripts/try-server-package installs and uses it on a fresh system.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-server-package-'))
const root = join(folder, 'root')
const units = join(root, 'lib/systemd/system')

beforeAll(() => {
  execFileSync('scripts/make-server-package', ['build/native', folder], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.deb'))
  execFileSync('dpkg-deb', ['--raw-extract', join(folder, name), root])
})

afterAll(() => rmSync(folder, { recursive: true }))

const read = (path: string) => readFileSync(join(root, path), 'utf8')

function run(path: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, path), words, { encoding: 'utf8', stdio: 'pipe', input: '' })
  return { status, said: stdout + stderr }
}

it('depends on the libraries of the program, and on what it calls', () => {
  const control = read('DEBIAN/control')
  expect(control).toMatch(/^Depends: .*\blibpqxx-6\.4\b.*\bpostgresql-client\b/m)
  expect(control).toMatch(/^Version: \d/m)
})

it('has the program, the dashboard with its licences, examples, and a manual page', () => {
  expect(run('usr/lib/rmirror-server/rmirror-server', '--help').said).toContain('rmirror-server serves')
  expect(read('usr/share/rmirror-server/dashboard/index.html')).toContain('<html')
  expect(read('usr/share/rmirror-server/dashboard/licences.txt')).toContain('MIT License')
  expect(readdirSync(join(root, 'usr/share/doc/rmirror-server/examples')).sort()).toEqual(['Caddyfile', 'rmirror.conf'])
  const manual = execFileSync('man', ['--local-file', join(root, 'usr/share/man/man8/rmirror-server.8.gz')], {
    encoding: 'utf8',
    env: { ...process.env, MANWIDTH: '80' },
  })
  expect(manual).toContain('/etc/rmirror/server.env')
})

describe('its services', () => {
  it.each(['rmirror-server.service', 'rmirror-server@.service', 'rmirror-server-backup.service'])(
    '%s has no privileges',
    (unit) => {
      const words = ['security', '--offline=true', '--no-pager', '--threshold=20', join(units, unit)]
      expect(spawnSync('systemd-analyze', words, { encoding: 'utf8' })).toMatchObject({ status: 0 })
    },
  )

  it('run the parts as they run the whole', () => {
    const withoutRole = read('lib/systemd/system/rmirror-server@.service').replace(' --role %i', '').replace(', %i', '')
    const whole = read('lib/systemd/system/rmirror-server.service')
    const conflicts = /^Conflicts=.*$/m
    expect(withoutRole.replace(conflicts, '')).toBe(whole.replace(conflicts, ''))
  })
})

describe('setup', () => {
  /** The database that it would use doesn't exist in any case, so that a test can't change this machine. */
  const setup = (...words: string[]) => run('usr/lib/rmirror-server/setup', ...words, '--database', 'none')

  it.each([
    ['notes.example.org', "isn't an address such as https://notes.example.org"],
    ['https://notes.example.org/rmirror', 'without a path'],
    ['http://192.168.1.20', 'with its port'],
    ['http://192.168.1.20:80', 'only use ports from 1024'],
    ['http://[::1]:70000', 'only use ports from 1024'],
  ])('refuses the address %s', (address, sentence) => {
    expect(setup('--address', address)).toEqual({ status: 1, said: expect.stringContaining(sentence) })
  })

  it.each(['https://[::1]:8443', 'https://notes.example.org/', 'http://192.168.1.20:8080/'])(
    'accepts the address %s, and refuses a database that is none',
    (address) => {
      expect(setup('--address', address)).toEqual({
        status: 1,
        said: 'Enter own, or a URL that begins with postgresql://.\n',
      })
    },
  )

  it('refuses what it does not understand, and lists what it does', () => {
    expect(run('usr/lib/rmirror-server/setup', '--adress', 'x')).toEqual({
      status: 1,
      said: expect.stringMatching(/--address URL[\s\S]*setup doesn't understand "--adress"/),
    })
    expect(run('usr/lib/rmirror-server/setup', '--key')).toMatchObject({ said: '--key must be followed by a value.\n' })
  })
})
