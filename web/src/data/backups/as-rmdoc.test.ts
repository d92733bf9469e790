// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { expect, it } from 'vitest'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import { asRmdoc } from './as-rmdoc.ts'

const uuid = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000001`
const file = (path: string, content = path) => ({
  path,
  file: new File([content], path.slice(path.lastIndexOf('/') + 1)),
})
const named = (letter: string, visibleName: string, type = 'DocumentType') =>
  file(`xochitl/${uuid(letter)}.metadata`, JSON.stringify({ visibleName, type }))

const bytesOf = async ({ file: made }: { file: File }) => Buffer.from(await made.arrayBuffer())

it('a notebook among other files is one archive of its own', async () => {
  const made = await asRmdoc([
    named('a', 'Diary: 1/2'),
    file(`xochitl/${uuid('a')}.content`),
    file(`xochitl/${uuid('a')}/${uuid('b')}.rm`),
    file(`xochitl/${uuid('a')}.thumbnails/${uuid('b')}.png`),
    named('c', 'Folder', 'CollectionType'),
    file('xochitl/templates.json'),
  ])
  expect(made.path).toMatch(/^Diary.*\.rmdoc$/)
  const zip = await bytesOf(made)
  expect(zipNames(zip)).toEqual([`${uuid('a')}.metadata`, `${uuid('a')}.content`, `${uuid('a')}/${uuid('b')}.rm`])
  expect(zipEntry(zip, `${uuid('a')}.content`).toString()).toBe(`xochitl/${uuid('a')}.content`)
})

it('several notebooks are archives in an archive, also if they have one name or none', async () => {
  const made = await asRmdoc([named('a', 'Diary'), named('b', 'Diary'), file(`${uuid('c')}.content`)])
  // The archives in it are stored as they are, so their own names are found, too.
  const names = zipNames(await bytesOf(made)).filter((name) => name.endsWith('.rmdoc'))
  expect(names).toHaveLength(3)
  expect(new Set(names).size).toBe(3)
  expect(names).toContain(`${uuid('c')}.rmdoc`)
})
