// SPDX-License-Identifier: AGPL-3.0-or-later
// Vaults that a running watch keeps up to date with the account.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, startWith, write } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'
import { Watching } from '../testing/watching.ts'

const world = watchedWorld()
const { begin, environment } = world
const note = (path = 'Notebook a.md') => readFileSync(at('vault', path), 'utf8')
/** As the transcription worker does. */
const transcribe = (text: string) => world.server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = '${text}'`)
const run = (...args: string[]) => startWith(environment(), ...args).outcome

test('follow what changes in the account, and keep what a person wrote', async () => {
  lay('a', [1])
  world.watching = begin('--vault', 'vault')
  await world.watching.waitForOutput(`Vault ${at('vault')}: 1 note written`)
  transcribe('Buy ink')
  await world.watching.waitForOutput(`Vault ${at('vault')}: 1 note written`)
  expect(note()).toContain('\nBuy ink\n')

  writeFileSync(at('vault/Notebook a.md'), `${note().replace('Buy ink', 'Buy black ink')}\nMine.\n`)
  transcribe('Buy paper')
  await world.watching.waitForOutput('Notebook a.md, page 1: text between the markers was changed.')
  expect(note()).toMatch(/Buy black ink[\s\S]*Mine\.\n$/)
  await world.watching.stop()
  const { out } = await run('status')
  expect(out).toContain(`Vault:   ${at('vault')}: `)
  expect(out).toContain('1 part kept as you changed them')
  expect((await run('doctor', 'desk', '--vault', 'vault')).out).toContain(
    `✓ vault: ${at('vault')}: 1 notes, 1 of them by rMirror`,
  )
})

test('are not made anew while their disk is away, and hold nothing else up', async () => {
  lay('a', [1])
  await world.sync()
  world.watching = begin('--vault', 'vault')
  await world.watching.waitForOutput(`Vault ${at('vault')}: 1 note written, 1 file written`)
  renameSync(at('vault'), at('away'))
  lay('b', [2])
  await world.watching.waitForOutput(`Vault ${at('vault')}: it is gone or empty.`)
  lay('c', [3])
  await world.watching.waitForOutput('Sent 1 picture to look at.')
  expect(existsSync(at('vault'))).toBe(false)
  await world.watching.stop()
  expect((await run('status')).out).toContain('it is gone or empty.')
  renameSync(at('away'), at('vault'))
  world.watching = begin('--vault', 'vault')
  await world.watching.waitForOutput('notes written')
  expect(['b', 'c'].every((letter) => existsSync(at(`vault/Notebook ${letter}.md`)))).toBe(true)
})

test('are all that a watch does where there is no folder of notebooks, by the settings file', async () => {
  lay('a', [1])
  await world.sync()
  rmSync(at('desk'), { recursive: true })
  write('config/rmirror/config.yaml', `vault:\n  - ${at('vault')}\n  - ${at('second')}\n`)
  world.watching = Watching.start({ ...environment(), HOME: at('home') }, '--debug')
  await world.watching.waitForOutput(`Watching ${world.server.url} for ${at('vault')}, ${at('second')}.`)
  await world.watching.waitForOutput(`Vault ${at('second')}: 1 note written`)
  transcribe('Buy ink')
  await world.watching.waitForOutput(`Vault ${at('second')}: 1 note written`)
  expect([note(), readFileSync(at('second/Notebook a.md'), 'utf8')].every((text) => text.includes('Buy ink'))).toBe(
    true,
  )
  expect(world.live()).toBe('Notebook a')
})
