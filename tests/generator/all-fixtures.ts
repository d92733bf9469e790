// SPDX-License-Identifier: AGPL-3.0-or-later
// Every committed fixture, in memory.
import { brokenFixtures } from './broken-fixtures.ts'
import { fillerFixtures } from './filler-fixtures.ts'
import type { Fixture } from './fixture.ts'
import { goldenPages } from './golden-pages.ts'
import { inkFixtures } from './ink-fixtures.ts'
import { sequenceFixtures } from './sequence-fixtures.ts'
import { textFixtures } from './text-fixtures.ts'

export function allFixtures(): Fixture[] {
  return [...inkFixtures(), ...textFixtures(), ...sequenceFixtures(), ...brokenFixtures(), ...fillerFixtures()]
}

/** The file with the expectation is beside the fixture. */
export function expectedPath(file: string): string {
  return file.replace(/\.[a-z]+$/, '.expected.json')
}

export function expectedText(fixture: Fixture): string {
  return JSON.stringify(fixture.expected, null, 1) + '\n'
}

/** The files in tests/golden other than the pictures: their pages, and a list of what each is drawn with. */
export function goldenFiles(): { file: string; bytes: Uint8Array }[] {
  const pages = goldenPages()
  const list = pages.map(({ name, request }) => JSON.stringify({ name, request }) + '\n').join('')
  return [
    ...pages.flatMap(({ name, bytes, templateFile }) => [
      { file: `${name}.rm`, bytes },
      ...(templateFile ? [{ file: `${name}.template`, bytes: templateFile }] : []),
    ]),
    { file: 'pictures.jsonl', bytes: new TextEncoder().encode(list) },
  ]
}
