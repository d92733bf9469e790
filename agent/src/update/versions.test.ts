// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { at } from '../testing/program.ts'
import { Versions } from './versions.ts'

let folder: string

beforeEach(() => {
  folder = at('versions')
  for (const name of ['1.0.0', '1.1.0', '2.0.0']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'for-1.0.0'), '2.0.0\n')
})

it('what a watch of another account still runs stays until that ends', () => {
  const held = new Versions(folder).hold('1.1.0')
  new Versions(folder).removeUnused()
  expect(readdirSync(folder).filter((name) => /^\d/.test(name))).toEqual(['1.1.0', '2.0.0'])
  held[Symbol.dispose]()
  new Versions(folder).removeUnused()
  expect(readdirSync(folder).sort()).toEqual(['2.0.0', 'for-1.0.0'])
})

it('a process that was killed holds nothing', () => {
  writeFileSync(join(folder, 'held-12345-1.1.0.lock'), '')
  new Versions(folder).removeUnused()
  expect(readdirSync(folder).sort()).toEqual(['2.0.0', 'for-1.0.0'])
})

it('a version that was installed elsewhere needs no note', () => {
  using _ = new Versions(folder).hold('3.0.0')
  expect(readdirSync(folder).some((name) => name.startsWith('held-'))).toBe(false)
})
