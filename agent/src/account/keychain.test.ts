// SPDX-License-Identifier: AGPL-3.0-or-later
// GNOME's keychain on a D-Bus session of its own, and no keychain.
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { at } from '../testing/program.ts'

const program = fileURLToPath(new URL('../../dist/keychain.js', import.meta.url))
const order = (what: string, name: string, secret?: string) => JSON.stringify({ what, name, secret })

/** Output of a shell with a D-Bus session of its own and an unlocked keychain. */
async function withKeychain(script: string): Promise<string> {
  for (const name of ['data', 'run']) mkdirSync(at(name), { mode: 0o700 })
  const environment = { HOME: at('.'), XDG_DATA_HOME: at('data'), XDG_RUNTIME_DIR: at('run'), PATH: process.env.PATH }
  const whole = `printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n${script}`
  const run = promisify(execFile)('dbus-run-session', ['--', 'sh', '-c', whole], { env: environment })
  return (await run).stdout
}

const ask = (json: string) => `echo '${json}' | '${process.execPath}' '${program}'; echo " $?"`

test('keeps, gives and forgets what it is told, by its name', async () => {
  const orders = [
    ...[order('set', 'https://a.example', 'one'), order('set', 'https://b.example', 'two')],
    ...[order('get', 'https://a.example'), order('delete', 'https://a.example')],
    ...[order('get', 'https://a.example'), order('get', 'https://b.example'), order('delete', 'https://a.example')],
  ]
  expect((await withKeychain(orders.map(ask).join('\n'))).trimEnd().split('\n')).toEqual([
    ...['{} 0', '{} 0', '{"secret":"one"} 0', '{} 0', '{"secret":null} 0', '{"secret":"two"} 0', '{} 0'],
  ])
})

test('where there is none it fails at once', () => {
  const env = { PATH: process.env.PATH, HOME: at('.') }
  expect(() =>
    execFileSync(process.execPath, [program], { input: order('get', 'https://a.example'), env, stdio: 'pipe' }),
  ).toThrow('DBus error')
})
