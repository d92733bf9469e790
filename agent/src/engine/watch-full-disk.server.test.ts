// SPDX-License-Identifier: AGPL-3.0-or-later
// The disk of this computer fills while a watch runs: its state is on a disk of 16 MB.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, startWith } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'

const mount = (folder: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], { stdio: 'ignore' }).status === 0
const unmount = (folder: string) => spawnSync('umount', [folder])

/** Containers and users other than root can't mount. */
const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-mount-'))
  const may = mount(folder)
  if (may) unmount(folder)
  rmSync(folder, { recursive: true })
  return may
})()

const world = watchedWorld()
beforeEach(() => {
  mkdirSync(at('state'))
  if (mayMount) mount(at('state'))
})
afterEach(async () => {
  await world.watching?.stop()
  if (mayMount) unmount(at('state'))
})

function fillDisk(): void {
  for (let size = 2 ** 20; size > 0; )
    try {
      appendFileSync(at('state', 'filler'), Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
}

test.skipIf(!mayMount)('a full disk is told once, and what waited is sent when there is room', async () => {
  lay('a', [1])
  world.watching = world.begin()
  await world.watching.waitForOutput('Sent 1 page.')
  fillDisk()
  const seeds = Array.from({ length: 100 }, (_, index) => index + 2)
  lay('b', seeds)
  await world.watching.waitForOutput('The disk of this computer is full.')
  const { status, err } = await startWith(world.environment(), 'sync').outcome
  expect([status, err]).toEqual([1, 'rmirror: the disk of this computer is full. Make room, then try again.\n'])
  rmSync(at('state', 'filler'))
  await world.watching.waitForOutput('There is room on the disk again.')
  await expect.poll(world.pictured).toBe(1 + seeds.length)
  expect(world.watching.output().match(/disk of this computer is full/g)).toHaveLength(1)
  expect(world.live()).toBe('Notebook a, Notebook b')
})
