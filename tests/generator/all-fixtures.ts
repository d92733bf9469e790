// SPDX-License-Identifier: AGPL-3.0-or-later
// Every committed fixture, in memory.
import { brokenFixtures } from './broken-fixtures.ts'
import type { Fixture } from './fixture.ts'
import { inkFixtures } from './ink-fixtures.ts'
import { sequenceFixtures } from './sequence-fixtures.ts'
import { textFixtures } from './text-fixtures.ts'

export function allFixtures(): Fixture[] {
  return [...inkFixtures(), ...textFixtures(), ...sequenceFixtures(), ...brokenFixtures()]
}

/** The file with the expectation lies beside the fixture. */
export function expectedPath(file: string): string {
  return file.replace(/\.[a-z]+$/, '.expected.json')
}

export function expectedText(fixture: Fixture): string {
  return JSON.stringify(fixture.expected, null, 1) + '\n'
}
