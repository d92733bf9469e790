// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { agent, packaging } from './checkout.ts'
import { packageOf, packagesOf, parts } from './parts.ts'
import { platforms } from './platforms.ts'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const { dependencies } = read(join(packaging, 'binaries/package.json')) as { dependencies: Record<string, string> }

test('a compiled part has the version of the library that loads it', () => {
  for (const part of parts) {
    const names = [...packagesOf(part), ...Object.values(part.compiled).map((own) => packageOf(part, own))]
    expect(new Set(names.map((name) => dependencies[name])).size, part.library).toBe(1)
  }
})

test('what is packed has the version that the program is tested with', () => {
  const { dependencies: needed, optionalDependencies: used } = read(join(agent, 'package.json'))
  const common = Object.entries({ ...needed, ...used }).filter(([name]) => name in dependencies)
  expect(common).not.toEqual([])
  expect(dependencies).toMatchObject(Object.fromEntries(common))
})

test('every platform has the same Node, and nothing is brought in vain', () => {
  const nodes = platforms.map(({ node }) => node.library)
  expect(new Set(nodes.map((name) => dependencies[name])).size).toBe(1)
  const own = parts.flatMap((part) => [
    ...packagesOf(part),
    ...Object.values(part.compiled).map((each) => packageOf(part, each)),
  ])
  expect([...new Set([...nodes, ...own])].sort()).toEqual(Object.keys(dependencies).sort())
})

test('the lock names no registry', () => {
  expect(readFileSync(join(packaging, 'binaries/package-lock.json'), 'utf8')).not.toContain('"resolved"')
})
