// SPDX-License-Identifier: AGPL-3.0-or-later
// Images that a page's file cuts into many triangles.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { DecodedPicture } from '../../shared/src/core/index.ts'
import { onePage, type SceneImage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from './core.ts'

const core = await builtCore()

const image: SceneImage = {
  kind: 'image',
  uuid: '0f3c2a66-5d0e-4b51-9b3a-6f7d2e8c1a90',
  fileName: '0f3c2a66-5d0e-4b51-9b3a-6f7d2e8c1a90.png',
  rect: { x: -300, y: 200, width: 600, height: 400 },
}
const pixels = new Uint8Array(40 * 30 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256))
const picture: DecodedPicture = { width: 40, height: 30, pixels }

function drawn(file: Uint8Array): Uint8Array {
  using page = core.openPage(file)
  for (const { uuid } of page.facts().image_files) page.setImage(uuid, picture)
  return page.renderPixels({ width: 1000 }).pixels
}

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.rm`, import.meta.url))

test('a flat mesh shows what the same image shows in one piece', () => {
  const plain = drawn(writeV6(onePage([image])))
  expect(Buffer.compare(drawn(fixture('image-mesh')), plain)).toBe(0)
  expect(Buffer.compare(drawn(fixture('image-bent')), plain)).not.toBe(0)
})

test('an image of 4,096 triangles is read, and one of more is a part that could not be read', () => {
  const whole = (across: number, down: number) =>
    writeV6(onePage([{ ...image, mesh: { across, down, bend: 20 } }, image]))
  using fullest = core.openPage(whole(64, 32))
  expect(fullest.facts()).toMatchObject({ images: 2, unreadable: 0 })
  using more = core.openPage(whole(683, 3))
  expect(more.facts()).toMatchObject({ images: 1, unreadable: 1 })
  expect(more.facts().unreadable_parts[0]?.why).toContain('triangles')
})
