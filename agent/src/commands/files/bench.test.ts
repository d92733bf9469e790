// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { imageTokens } from '@rmirror/shared/core'
import { describe, expect, test } from 'vitest'
import { at, fixture, objects, pngSize, rmirror } from '../../testing/program.ts'

describe('bench', () => {
  test('prints one line of figures', async () => {
    const given = [fixture('v6.rm'), fixture('lines-old.lines'), fixture('broken/empty.rm')]
    const { status, out } = await rmirror('bench', ...given, '--json')
    const [line] = objects(out)
    expect(Object.keys(line)).toEqual('pages failed sum_ms median_ms p95_ms rm_bytes png_bytes image_tokens'.split(' '))
    const inked = given.slice(0, 2).reduce((sum, path) => sum + readFileSync(path).length, 0)
    expect(line).toMatchObject({ failed: 1, rm_bytes: inked })
    expect(line.pages).toBeGreaterThan(2)
    expect(line.median_ms).toBeLessThanOrEqual(line.p95_ms)
    expect(line.p95_ms).toBeLessThanOrEqual(line.sum_ms)
    expect(status).toBe(1)
  })

  test('counts the bytes and the tokens of the picture that would be read', async () => {
    const { out } = await rmirror('bench', fixture('v6.rm'), '--json')
    await rmirror('render', fixture('v6.rm'), '--for', 'ocr', '-o', 'read.png')
    const [width, height] = pngSize(at('read.png'))
    const tokens = Math.ceil(width / 28) * Math.ceil(height / 28)
    expect(objects(out)[0]).toMatchObject({ png_bytes: statSync(at('read.png')).size, image_tokens: tokens })
  })

  test('of an empty folder says that there is no notebook', async () => {
    mkdirSync(at('empty'))
    expect(await rmirror('bench', 'empty')).toMatchObject({
      status: 1,
      err: 'empty: No notebooks found: this folder is empty\n',
    })
  })

  test('counts image tokens as Claude does', () => {
    expect(imageTokens(1404, 1872)).toBe(51 * 67)
    expect(imageTokens(8000, 6000)).toBe(4784)
    expect(imageTokens(28, 28)).toBe(1)
    expect(imageTokens(5152, 560)).toBe(92 * 10)
  })
})
