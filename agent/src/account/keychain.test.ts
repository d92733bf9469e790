// SPDX-License-Identifier: AGPL-3.0-or-later
// GNOME's keychain on a D-Bus session of its own, and no keychain.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withKeychain } from '../testing/keychain.ts'
import { at } from '../testing/program.ts'

const program = fileURLToPath(new URL('../../dist/keychain.js', import.meta.url))
const order = (what: string, name: string, secret?: string) => JSON.stringify({ what, name, secret })

const ask = (json: string) => `echo '${json}' | '${process.execPath}' '${program}'; echo " $?"`

test('keeps, gives and forgets what it is told, by its name', async () => {
  const orders = [
    ...[order('set', 'https://a.example', 'one'), order('set', 'https://b.example', 'two')],
    ...[order('get', 'https://a.example'), order('delete', 'https://a.example')],
    ...[order('get', 'https://a.example'), order('get', 'https://b.example'), order('delete', 'https://a.example')],
  ]
  expect((await withKeychain(orders.map(ask).join('\n'))).stdout.trimEnd().split('\n')).toEqual([
    ...['{} 0', '{} 0', '{"secret":"one"} 0', '{} 0', '{"secret":null} 0', '{"secret":"two"} 0', '{} 0'],
  ])
})

test('where there is none it fails at once', () => {
  const env = { PATH: process.env.PATH, HOME: at('.') }
  expect(() =>
    execFileSync(process.execPath, [program], { input: order('get', 'https://a.example'), env, stdio: 'pipe' }),
  ).toThrow('DBus error')
})
