// SPDX-License-Identifier: AGPL-3.0-or-later
// All packages as `make packages` makes them, but for how well they are packed. What this machine can run is unpacked
// elsewhere and run; of the others it is looked at what they hold.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, fixture, write } from '../src/testing/program.ts'
import { layArchive, type Making, tar } from './archives.ts'
import { bringBinaries } from './binaries.ts'
import { version } from './checkout.ts'
import { machineOf } from './machine.ts'
import { packagesOf } from './make.ts'
import { filesBelow } from './payload.ts'
import { folderOf, platformOf, platforms } from './platforms.ts'

const key = Buffer.alloc(32, 7).toString('base64')
/** Of the machine that runs this. */
const here = platformOf(process.arch === 'arm64' ? 'linux-arm64' : 'linux-x64')

let making: Making
let names: string[]
let elsewhere: string

beforeAll(async () => {
  const into = mkdtempSync(join(tmpdir(), 'rmirror-packages-'))
  making = { binaries: await bringBinaries(), into, key, time: 1_700_000_000, isQuick: true }
  names = []
  for await (const path of packagesOf(making)) names.push(basename(path))
  elsewhere = mkdtempSync(join(tmpdir(), 'rmirror-unpacked-'))
})
afterAll(() => {
  for (const folder of [making.into, elsewhere]) rmSync(folder, { recursive: true })
})

const call = (name: string, ...args: string[]) => execFileSync(name, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
const packed = (name: string) => join(making.into, name)

/** With nothing of this machine but its home. */
function runs(program: string, args: string[], PATH = at('nothing')): string {
  return execFileSync(program, args, { encoding: 'utf8', cwd: at('.'), env: { HOME: at('home'), PATH } })
}

/** Unpacks an archive into a new folder; returns its one folder. */
function unpackInto(into: string, name: string): string {
  mkdirSync(into)
  if (name.endsWith('.zip')) call('unzip', '-q', packed(name), '-d', into)
  else call('tar', '-xzf', packed(name), '-C', into)
  const [folder = '', ...more] = readdirSync(into)
  expect(more).toEqual([])
  return join(into, folder)
}

const unpacked = new Map<string, string>()

/** An archive's one folder, unpacked once for all tests; they leave it as it is. */
function unpack(name: string): string {
  const folder = unpacked.get(name) ?? unpackInto(join(elsewhere, `some where ${unpacked.size}`), name)
  unpacked.set(name, folder)
  return folder
}

const installationIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'agent/install.json'), 'utf8'))

/** Every compiled file, with the machine that it is for. */
function compiledIn(folder: string): Record<string, string> {
  const found = filesBelow(folder).map((file) => [file, machineOf(readFileSync(join(folder, file)))] as const)
  return Object.fromEntries(found.filter(([, machine]) => machine !== undefined)) as Record<string, string>
}

test('there is a package for every platform, and nothing else lies beside them', () => {
  expect(names.sort()).toEqual(
    [
      `rmirror-${version}.tgz`,
      ...['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].map((name) => `rmirror-${version}-${name}.tar.gz`),
      ...[`rmirror-${version}-win32-x64.zip`, `rmirror-${version}-win32-x64-setup.exe`],
      ...['amd64', 'arm64'].map((name) => `rmirror_${version}_${name}.deb`),
    ].sort(),
  )
  expect(readdirSync(making.into).sort()).toEqual(names.sort())
})

describe('the archive for this machine', () => {
  const name = `${folderOf(version, here)}.tar.gz`

  test('runs in any folder, on a machine that has no Node', () => {
    const rmirror = join(unpack(name), 'rmirror')
    expect(runs(rmirror, ['--version'])).toBe(`rmirror ${version}\n`)
    expect(JSON.parse(runs(rmirror, ['inspect', fixture('v6.rm'), '--json']))).toMatchObject({ version: 6 })
  })

  test('brings parts for this machine that work', () => {
    const folder = unpack(name)
    const watched = at('watched')
    mkdirSync(watched)
    const asks = `
      const require = process.getBuiltinModule('module').createRequire(process.argv[1])
      const { AsyncEntry } = require('@napi-rs/keyring')
      new AsyncEntry('rMirror', 'name')
      const watcher = require('@parcel/watcher-${here.name}-glibc')
      const options = [${JSON.stringify(watched)}, (_, [{ path }]) => console.log(path) ?? watcher.unsubscribe(...options), {}]
      const write = () => process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(join(watched, 'news'))}, '')
      watcher.subscribe(...options).then(write)`
    expect(runs(join(folder, 'node'), ['-e', asks, join(folder, 'agent/dist/main.js')])).toBe(`${watched}/news\n`)
    const tray = spawnSync(join(folder, 'agent/node_modules/systray2/traybin/tray_linux_release'), {
      env: { DISPLAY: ':9999' },
      encoding: 'utf8',
    })
    expect(tray.stderr).toContain('cannot open display')
  })

  test('does without those parts', () => {
    const folder = unpackInto(at('some where'), name)
    rmSync(join(folder, 'agent/node_modules'), { recursive: true })
    expect(runs(join(folder, 'rmirror'), ['inspect', fixture('v6.rm')])).toContain('strokes')
  })

  test('starts the version of an update', () => {
    const folder = unpack(name)
    const versions = 'home/.local/state/rmirror/versions'
    const says = '#!/bin/sh\necho updated by $RMIRROR_AGENT_BASE with $RMIRROR_AGENT_LAUNCHER\n'
    execFileSync('chmod', ['+x', write(`${versions}/99.0.0/node`, says)])
    write(`${versions}/99.0.0/agent/bin/rmirror.mjs`, '')
    write(`${versions}/for-${version}`, '99.0.0\n')
    expect(runs(join(folder, 'rmirror'), [])).toBe(`updated by ${version} with ${folder}/rmirror\n`)
  })

  test('belongs to nobody in particular, and is the same when it is made again', async () => {
    const again = { ...making, into: at('again') }
    mkdirSync(again.into)
    const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
    const path = await tar(layArchive(here, at('stage'), again), again)
    expect(hash(path)).toBe(hash(packed(basename(path))))
    const [first = ''] = call('tar', '--numeric-owner', '-tvzf', path).split('\n')
    expect(first).toMatch(/^drwxr-xr-x 0\/0 /)
  })
})

test('the package for Debian runs from /usr, and is what Debian takes for one', () => {
  const file = packed(`rmirror_${version}_${here.debian}.deb`)
  call('dpkg-deb', '-x', file, at('root'))
  expect(runs(at('root/usr/bin/rmirror'), ['--version'], '/usr/bin:/bin')).toBe(`rmirror ${version}\n`)
  expect(installationIn(at('root/usr/lib/rmirror'))).toEqual({ kind: 'deb', update_key: key })
  expect(call('dpkg-deb', '--field', file, 'Package', 'Version', 'Architecture')).toBe(
    `Package: rmirror\nVersion: ${version}\nArchitecture: ${here.debian}\n`,
  )
  const contents = call('dpkg-deb', '--contents', file)
  expect(contents.match(/^\S+ (?!root\/root )/m)).toBeNull()
  expect(contents).toMatch(/^-rwxr-xr-x .* \.\/usr\/bin\/rmirror$/m)
  const unit = readFileSync(at('root/usr/lib/systemd/user/rmirror.service'), 'utf8')
  expect(unit).toContain('\nExecStart="/usr/bin/rmirror" "watch"\n')
  // Nothing starts it unasked.
  expect(contents).not.toContain('.wants')
  expect(call('dpkg-deb', '--ctrl-tarfile', file)).not.toContain('postinst')
})

test('the package for npm is installed and runs, without what is compiled and with no script', () => {
  const prefix = at('a prefix')
  execFileSync(
    'npm',
    [
      ...['install', '--global', '--prefix', prefix, '--offline', '--omit=optional', '--cache', at('cache')],
      ...['--no-audit', '--no-fund', '--loglevel=error', packed(`rmirror-${version}.tgz`)],
    ],
    { cwd: at('.') },
  )
  const nodeHere = `${dirname(process.execPath)}:/usr/bin:/bin`
  expect(runs(join(prefix, 'bin/rmirror'), ['--version'], nodeHere)).toBe(`rmirror ${version}\n`)
  const installed = join(prefix, 'lib/node_modules/rmirror')
  const description = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  expect(description).not.toHaveProperty('scripts')
  expect(Object.keys(description.optionalDependencies)).toEqual([
    '@napi-rs/keyring',
    ...['linux-x64-glibc', 'linux-arm64-glibc', 'win32-x64', 'darwin-x64', 'darwin-arm64'].map(
      (name) => `@parcel/watcher-${name}`,
    ),
    'systray2',
  ])
  for (const each of Object.values(description.optionalDependencies)) expect(each).toMatch(/^\d+\.\d+\.\d+$/)
  expect(JSON.parse(readFileSync(join(installed, 'install.json'), 'utf8'))).toEqual({ kind: 'npm', update_key: key })
  expect(compiledIn(installed)).toEqual({})
})

describe('what this machine can only look at', () => {
  const keyring = (name: string) => `agent/node_modules/@napi-rs/keyring-${name}/keyring.${name}.node`
  const watcher = (name: string) => `agent/node_modules/@parcel/watcher-${name}/watcher.node`
  const tray = (name: string) => `agent/node_modules/systray2/traybin/tray_${name}`
  const expected = {
    'linux-x64': ['node', keyring('linux-x64-gnu'), watcher('linux-x64-glibc'), tray('linux_release')],
    'linux-arm64': ['node', keyring('linux-arm64-gnu'), watcher('linux-arm64-glibc')],
    'win32-x64': ['node.exe', keyring('win32-x64-msvc'), watcher('win32-x64'), tray('windows_release.exe')],
    'darwin-x64': ['node', keyring('darwin-x64'), watcher('darwin-x64'), tray('darwin_release')],
    'darwin-arm64': ['node', keyring('darwin-arm64'), watcher('darwin-arm64')],
  }

  test.each(platforms)('the archive for $name has Node and parts for it alone', (platform) => {
    const folder = unpack(`${folderOf(version, platform)}.${platform.name === 'win32-x64' ? 'zip' : 'tar.gz'}`)
    const payload = platform.name.startsWith('darwin') ? join(folder, 'rMirror.app/Contents/Resources') : folder
    expect(compiledIn(payload)).toEqual(
      Object.fromEntries(expected[platform.name].map((file) => [file, platform.machine])),
    )
    expect(installationIn(payload)).toEqual({ kind: 'archive', update_key: key })
    expect(readFileSync(join(payload, 'LICENSE-node'), 'utf8')).toContain('Node.js is licensed')
    const files = filesBelow(folder)
    expect(files.filter((file) => /\.(test\.js|map|ts)$/.test(file))).toEqual([])
  })

  test.each(['darwin-x64', 'darwin-arm64'])('the app of %s is one without a place in the dock', (name) => {
    const folder = unpack(`rmirror-${version}-${name}.tar.gz`)
    expect(readdirSync(folder)).toEqual(['rMirror.app'])
    const contents = join(folder, 'rMirror.app/Contents')
    expect(readdirSync(contents).sort()).toEqual(['Info.plist', 'MacOS', 'Resources'])
    const value = (of: string) =>
      call(
        'xmllint',
        '--nonet',
        '--xpath',
        `string(//key[.="${of}"]/following-sibling::*[1])`,
        `${contents}/Info.plist`,
      )
    expect(value('CFBundleExecutable')).toBe('rmirror\n')
    expect(value('CFBundleVersion')).toBe(`${version}\n`)
    const uiElement = '//key[.="LSUIElement"]/following-sibling::*[1][self::true]'
    expect(call('xmllint', '--nonet', '--xpath', `count(${uiElement})`, `${contents}/Info.plist`)).toBe('1\n')
    expect(statSync(join(contents, 'MacOS/rmirror')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(contents, 'MacOS/rmirror'), 'utf8')).toContain(`\nbase='${version}'\n`)
  })

  test('the archive for Windows starts by a batch file with the line ends of Windows', () => {
    const batch = readFileSync(join(unpack(`rmirror-${version}-win32-x64.zip`), 'rmirror.cmd'), 'utf8')
    expect(batch).toContain(`set "RMIRROR_AGENT_BASE=${version}"\r\n`)
    expect(batch.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('the installer for Windows has the same as the archive, and what removes it', () => {
    call('7z', 'x', '-bd', `-o${at('installer')}`, packed(`rmirror-${version}-win32-x64-setup.exe`))
    const archive = unpack(`rmirror-${version}-win32-x64.zip`)
    const plugins = filesBelow(at('installer')).filter((file) => !file.startsWith('$PLUGINSDIR/'))
    expect(plugins).toEqual([...filesBelow(archive), 'uninstall.exe'].sort())
    for (const file of ['node.exe', 'rmirror.cmd', 'agent/dist/main.js'])
      expect(readFileSync(at('installer', file)).equals(readFileSync(join(archive, file))), file).toBe(true)
  })
})
