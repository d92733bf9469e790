// SPDX-License-Identifier: AGPL-3.0-or-later
// The fingerprint follows what a page shows, and nothing else. Every scene is written to bytes and read again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { concurrentPage } from '../generator/concurrent-page.ts'
import { fineliner, wave } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { beforePacking, randomOldScene, randomScene } from '../generator/random-scene.ts'
import { onePage, type SceneGroup, type ScenePage } from '../generator/scene.ts'
import { invisibleChanges, type SceneChange, visibleChanges } from '../generator/scene-changes.ts'
import { paragraph, typed } from '../generator/text-fixtures.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { type V6Options, writeV6 } from '../generator/v6.ts'
import { builtCore, factsOf } from './core.ts'

const core = await builtCore()
const seeds = Array.from({ length: 60 }, (_, index) => 1000 + index)

function hashOf(page: ScenePage, options: V6Options = {}): string {
  return factsOf(core, writeV6(page, options)).ink_hash
}

function named(changes: SceneChange[]): [string, SceneChange][] {
  return changes.map((change) => [change.name, change])
}

const otherEncodings: [string, (seed: number) => V6Options][] = [
  ['other CRDT ids', () => ({ firstCounter: 70_000, firstNode: 900, authors: [9] })],
  ['another block order', (seed) => ({ seed })],
  ['several authors', (seed) => ({ seed, authors: [1, 2, 3, 200] })],
  ['erased items', (seed) => ({ seed, erased: 5 })],
  ['erased items in file order', () => ({ erased: 3 })],
  ['tombstones', (seed) => ({ seed, erased: 6, tombstones: 4 })],
  ['text in other runs, with deleted spans', (seed) => ({ seed, authors: [1, 2], deletedTextSpans: 8 })],
  ['24-byte points', () => ({ pointBytes: 24 })],
  ['unknown blocks', () => ({ unknownBlocks: 2 })],
  ['unknown fields in blocks', () => ({ trailing: 'block' })],
  ['unknown fields in sub-blocks', () => ({ trailing: 'sub-block' })],
  ['bytes that are not fields at the end of blocks', (seed) => ({ seed, erased: 4, filler: 'block' })],
  ['bytes that are not fields at the end of sub-blocks', () => ({ filler: 'sub-block' })],
  [
    'all of it',
    (seed) => ({
      seed: seed + 1,
      authors: [4, 2, 77],
      firstCounter: 5000,
      erased: 4,
      tombstones: 2,
      deletedTextSpans: 5,
      pointBytes: 24,
      unknownBlocks: 1,
    }),
  ],
]

describe('the same scene written another way keeps its fingerprint', () => {
  it.each(otherEncodings)('%s', (_, options) => {
    for (const seed of seeds) {
      const scene = randomScene(seed)
      expect(hashOf(scene, options(seed)), `scene ${seed}`).toBe(hashOf(scene))
    }
  })

  it('insertions of people who did not know of each other, in any block order', () => {
    for (const seed of seeds) {
      const hashes = new Set([1, 2, 3, 4].map((order) => factsOf(core, concurrentPage(seed, order)).ink_hash))
      expect(hashes.size, `page ${seed}`).toBe(1)
    }
  })

  it('24-byte points before they were packed into 14', () => {
    for (const seed of seeds) {
      const measured = beforePacking(randomScene(seed), seed)
      expect(hashOf(measured, { pointBytes: 24 }), `scene ${seed}`).toBe(hashOf(measured, { pointBytes: 14 }))
    }
  })

  it('versions 3 and 5', () => {
    for (const seed of seeds) {
      const scene = randomOldScene(seed)
      const hash = hashOf(scene)
      expect(factsOf(core, writeOldPage(scene, { version: 5 })).ink_hash, `scene ${seed}`).toBe(hash)
      expect(factsOf(core, writeOldPage(scene, { version: 3, unknown: 0xabad1dea })).ink_hash, `scene ${seed}`).toBe(
        hash,
      )
      expect(hashOf(scene, { pointBytes: 24, seed }), `scene ${seed}`).toBe(hash)
    }
  })

  it('a scene info block of an older firmware, or none', () => {
    for (const seed of seeds) {
      const { layers, text } = randomScene(seed)
      const plain: ScenePage = { layers, ...(text ? { text } : {}) }
      expect(hashOf(plain, { sceneInfo: 'short' }), `scene ${seed}`).toBe(hashOf(plain))
      expect(hashOf(plain, { sceneInfo: 'none' }), `scene ${seed}`).toBe(hashOf(plain))
    }
  })
})

it.each(['text-then-filler', 'text-cut-inside-a-field'])('%s shows what was typed before its damage', (name) => {
  const stroke = wave({ x: -300, y: 500 }, 200, fineliner, new Random(51))
  const text = typed([paragraph(2, 'Said before the filler')])
  const damaged = factsOf(core, readFileSync(join(import.meta.dirname, `../fixtures/broken/v6-${name}.rm`)))
  expect(damaged.ink_hash).toBe(hashOf(onePage([stroke], { text })))
  expect(damaged.ink_hash).not.toBe(hashOf(onePage([stroke])))
})

it('the style of a text without a letter moves ink, and keeps the fingerprint', () => {
  const anchor = { at: 'text-end', type: 2, threshold: 35.75, originX: -464 } as const
  const hung: SceneGroup = { kind: 'group', anchor, items: [wave({ x: 0, y: 20 }, 200, fineliner)] }
  const drawnIn = (style: number) => {
    using page = core.openPage(writeV6(onePage([hung], { text: typed([paragraph(style, '')]) })))
    return { svg: page.renderSvg(), hash: page.facts().ink_hash }
  }
  const [plain, title] = [drawnIn(1), drawnIn(2)]
  expect(title.svg).not.toBe(plain.svg)
  expect(title.hash).toBe(plain.hash)
})

describe('an invisible change keeps the fingerprint', () => {
  it.each(named(invisibleChanges()))('%s', (_, change) => {
    const tried = seeds.filter((seed) => {
      const scene = randomScene(seed)
      const changed = change.apply(scene)
      if (changed) expect(hashOf(changed), `scene ${seed}`).toBe(hashOf(scene))
      return changed !== undefined
    })
    expect(tried.length).toBeGreaterThan(3)
  })
})

describe('what can be seen changes the fingerprint', () => {
  it.each(named(visibleChanges()))('%s', (_, change) => {
    const tried = seeds.filter((seed) => {
      const scene = randomScene(seed)
      const changed = change.apply(scene)
      if (changed) expect(hashOf(changed, { seed }), `scene ${seed}`).not.toBe(hashOf(scene, { seed }))
      return changed !== undefined
    })
    expect(tried.length).toBeGreaterThan(3)
  })

  it('and differs between all the scenes', () => {
    const hashes = new Set(seeds.map((seed) => hashOf(randomScene(seed))))
    expect(hashes.size).toBe(seeds.length)
  })
})

it('names its scheme', () => {
  expect(hashOf(randomScene(1))).toMatch(/^i1:[0-9a-f]{64}$/)
})
