// SPDX-License-Identifier: AGPL-3.0-or-later
// One committed file and what reading it must say.
import { type ExpectedFacts, factsOf } from './facts.ts'
import { writeLinesOld } from './lines-old.ts'
import type { ScenePage } from './scene.ts'
import { writeOldPage } from './v3-v5.ts'
import { type V6Options, writeV6 } from './v6.ts'

/** What the core answers for a file that is not a page at all. */
export interface ExpectedError {
  error: 'truncated' | 'corrupt' | 'not-a-page' | 'unsupported-version' | 'too-large'
}

/** Facts of a page of which a part is lost; `unreadable_at_least` where the exact count is the reader's choice. */
export type ExpectedPart = Partial<ExpectedFacts> & { unreadable_at_least?: number }

export type Expected = ExpectedPart | ExpectedError | { pages: ExpectedPart[] }

export interface Fixture {
  /** With extension, relative to tests/fixtures. */
  file: string
  bytes: Uint8Array
  expected: Expected
}

export function v6Fixture(name: string, page: ScenePage, options: V6Options = {}, unreadable = 0): Fixture {
  return {
    file: `${name}.rm`,
    bytes: writeV6(page, options),
    expected: factsOf(page, { version: 6, unreadable }),
  }
}

export function oldFixture(name: string, page: ScenePage, version: 3 | 5, unknown = 0): Fixture {
  return {
    file: `${name}.rm`,
    bytes: writeOldPage(page, { version, unknown }),
    expected: factsOf(page, { version }),
  }
}

export function linesOldFixture(name: string, pages: ScenePage[]): Fixture {
  return {
    file: `${name}.lines`,
    bytes: writeLinesOld(pages),
    expected: { pages: pages.map((page) => factsOf(page, { version: 0 })) },
  }
}

export function brokenFixture(file: string, bytes: Uint8Array, expected: Expected): Fixture {
  return { file: `broken/${file}`, bytes, expected }
}
