// SPDX-License-Identifier: AGPL-3.0-or-later
// The disk of a vault is full.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, rmirror, writeDocument } from '../../testing/program.ts'

const mount = (folder: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', folder], { stdio: 'ignore' }).status === 0
const unmount = (folder: string) => spawnSync('umount', [folder])

/** Containers and users other than root can't mount. */
const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-mount-'))
  const may = mount(folder)
  if (may) unmount(folder)
  rmSync(folder, { recursive: true })
  return may
})()

beforeEach(() => {
  mkdirSync(at('vault'))
  if (mayMount) mount(at('vault'))
})
afterEach(() => {
  if (mayMount) unmount(at('vault'))
})

test.skipIf(!mayMount)('one sentence says so, and the note of before is whole', async () => {
  writeDocument('desk')
  await rmirror('vault', 'vault', '--from', 'desk', '--pictures', 'off')
  const [name = ''] = readdirSync(at('vault')).filter((each) => each.endsWith('.md'))
  writeFileSync(at('vault/filler'), Buffer.alloc(32_768 - 3 * 4096))
  const { status, err } = await rmirror('vault', 'vault', '--from', 'desk', '--pictures', 'on')
  expect([status, err.split('\n').filter((line) => line.startsWith('rmirror:'))]).toEqual([
    1,
    [expect.stringMatching(/can't be (written|made): the disk is full$/)],
  ])
  expect(readFileSync(at('vault', name), 'utf8')).toMatch(/rmirror:end .* -->\n$/)
})
