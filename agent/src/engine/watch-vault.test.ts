// SPDX-License-Identifier: AGPL-3.0-or-later
// Vaults that a watch keeps up to date with files of a tablet, without an account.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { at } from '../testing/program.ts'
import { lay, remove } from '../testing/watched.ts'
import { Watching } from '../testing/watching.ts'

let watching: Watching | undefined
afterEach(async () => {
  await watching?.stop()
  watching = undefined
})

const begin = () => {
  watching = Watching.start({ XDG_STATE_HOME: at('state') }, 'desk', '--vault', 'vault', '--debug')
  return watching
}
const note = (letter: string) => readFileSync(at('vault', `Notebook ${letter}.md`), 'utf8')

test('follow what changes there', async () => {
  lay('a', [1])
  const { waitForOutput } = bound(begin())
  await waitForOutput("Nothing is sent, because this computer isn't connected to a server.")
  await waitForOutput('1 note written, 1 file written')
  lay('b', [2])
  await waitForOutput('1 note written, 1 file written; 1 unchanged.')
  writeFileSync(at('vault/Notebook a.md'), `${note('a')}\nMine.\n`)
  remove('a')
  await waitForOutput(
    'Notebook a.md: what it shows is no longer in the library. The note stays, with what you wrote in it.',
  )
  expect(note('a')).toContain('Mine.')
  expect(await watching?.stop()).toBe(0)
})

test('keep their notes while the folder is away', async () => {
  lay('a', [1])
  const { waitForOutput } = bound(begin())
  await waitForOutput('1 note written')
  const before = note('a')
  rmSync(at('desk'), { recursive: true })
  await waitForOutput("desk can't be read: ")
  expect(note('a')).toBe(before)
})

const bound = (given: Watching) => ({ waitForOutput: (words: string) => given.waitForOutput(words) })
