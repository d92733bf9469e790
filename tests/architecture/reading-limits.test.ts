// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of a page is sent to be read is one header of the core and the server; the contract says the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './sources.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const header = read('shared/cpp/reading_limits.hpp')
const limit = (name: string) => Number(new RegExp(`${name} = ([0-9']+);`).exec(header)?.[1]?.replaceAll("'", ''))

it('the contract names the limits of the images of a page', () => {
  const contract = read('shared/openapi.yaml')
  const [edge, tokens] = [limit('kMaxPictureEdge'), limit('kMaxPictureTokens')]
  const [parts, all] = [limit('kMaxPageParts'), limit('kMaxPageTokens')]
  const said = contract.replace(/\s+/g, ' ')
  expect(said).toContain(
    `There are at most ${parts} parts. Each has at most ${edge} pixels per edge and ${tokens} squares`,
  )
  expect(said).toContain(`all together have at most ${all} squares`)
  const ofParts = [...contract.matchAll(/name: (?:part|of)\n[^{]*\{ type: integer, minimum: 1, maximum: (\d+)/g)]
  expect(ofParts.map(([, max]) => Number(max))).toEqual([parts, parts, parts, parts])
})
