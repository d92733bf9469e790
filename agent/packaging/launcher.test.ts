// SPDX-License-Identifier: AGPL-3.0-or-later
// The launcher of archives, which starts what an update brought: as it is for Linux, and as it is for macOS.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { at, write } from '../src/testing/program.ts'
import { filled } from './checkout.ts'

const linux = { system: 'Linux', path: 'a package/rmirror', payload: '', state: '/.local/state', at: 'a package' }
const mac = {
  system: 'macOS',
  path: 'rMirror.app/Contents/MacOS/rmirror',
  payload: '/../Resources',
  state: '/Library/Application Support',
  at: 'rMirror.app/Contents/Resources',
}

/** Something that stands for Node and says how it was called. */
function layNode(folder: string, name: string): void {
  write(`${folder}/agent/bin/rmirror.mjs`, '')
  const says = `#!/bin/sh
printf '%s\\n' '${name}' "$RMIRROR_AGENT_LAUNCHER" "$RMIRROR_AGENT_BASE" "$@"
exit 7
`
  chmodSync(write(`${folder}/node`, says), 0o755)
}

function launch(path: string, args: string[] = [], more: Record<string, string> = {}) {
  const script = `cd "$1" && shift && "$@"; echo "status $?"`
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', at('.'), path, ...args], {
    env: { HOME: at('home of ann'), PATH: process.env.PATH ?? '', ...more },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  const [name = '', launcher = '', base = '', , ...given] = stdout.trimEnd().split('\n')
  return { name, launcher, base, given: given.slice(0, -1), status: given.at(-1) }
}

describe.each([linux, mac])('on $system', ({ path, payload, state, at: own }) => {
  const versions = `home of ann${state}/rmirror/versions`

  beforeEach(() => {
    chmodSync(write(path, filled('launcher.sh', { VERSION: '1.2.3', PAYLOAD: payload, STATE: state })), 0o755)
    layNode(own, 'own')
    layNode(`${versions}/1.10.0`, 'updated')
  })
  const started = (line: string | undefined) => {
    if (line !== undefined) write(`${versions}/for-1.2.3`, line)
    return launch(at(path)).name
  }

  test('the program gets its arguments as they are, and its status is that of the launcher', () => {
    expect(launch(at(path), ['watch', 'a b', '$HOME "x"', ''])).toEqual({
      ...{ name: 'own', launcher: at(path), base: '1.2.3', status: 'status 7' },
      given: ['watch', 'a b', '$HOME "x"', ''],
    })
  })

  test('the version of an update is started instead, if it was for this package', () => {
    expect(started(undefined)).toBe('own')
    write(`${versions}/for-1.2.2`, '1.10.0\n')
    expect(started(undefined)).toBe('own')
    expect(started('1.10.0\n')).toBe('updated')
    expect(started('1.10.0')).toBe('updated')
  })

  test.each([
    '',
    '\n',
    '../versions/1.10.0\n',
    '..\n',
    '.\n',
    '/bin\n',
    '1.10.0/\n',
    '1.10.0 \n',
    '*\n',
    '$(id)\n',
    '9.9\n',
  ])('what %j names is not started', (line) => {
    expect(started(line)).toBe('own')
  })

  test('an update that lacks its Node, or its program, is not started', () => {
    layNode(`${versions}/2.0.0`, 'half')
    chmodSync(at(versions, '2.0.0/node'), 0o644)
    expect(started('2.0.0\n')).toBe('own')
    write(`${versions}/3.0.0/node/agent/bin/rmirror.mjs`, '')
    expect(started('3.0.0\n')).toBe('own')
    chmodSync(write(`${versions}/4.0.0/node`, '#!/bin/sh\n'), 0o755)
    expect(started('4.0.0\n')).toBe('own')
  })

  test('updates lie where the state is', () => {
    layNode('elsewhere/rmirror/versions/5.0.0', 'elsewhere')
    write('elsewhere/rmirror/versions/for-1.2.3', '5.0.0\n')
    expect(launch(at(path), [], { XDG_STATE_HOME: at('elsewhere') }).name).toBe('elsewhere')
    // The specification has relative paths ignored.
    expect(launch(at(path), [], { XDG_STATE_HOME: 'elsewhere' }).name).toBe('own')
  })

  test('links to it, and relative paths, find it', () => {
    symlinkSync(at(path), at('absolute'))
    mkdirSync(at('bin'))
    symlinkSync('../absolute', at('bin/rmirror'))
    expect(launch('bin/rmirror')).toMatchObject({ name: 'own', launcher: at(path) })
    expect(launch('rmirror', [], { PATH: `${at('bin')}:${process.env.PATH}` }).launcher).toBe(at(path))
    expect(launch(`./${path}`).launcher).toBe(at(path))
  })
})

test('who opens the app in Finder starts a watch', () => {
  const { path, payload, state, at: own } = mac
  chmodSync(write(path, filled('launcher.sh', { VERSION: '1', PAYLOAD: payload, STATE: state })), 0o755)
  layNode(own, 'own')
  const finder = { __CFBundleIdentifier: 'org.rmirror.agent' }
  expect(launch(at(path), [], finder).given).toEqual(['watch'])
  expect(launch(at(path), ['status'], finder).given).toEqual(['status'])
  expect(launch(at(path), [], { __CFBundleIdentifier: 'com.apple.Terminal' }).given).toEqual([])
})
