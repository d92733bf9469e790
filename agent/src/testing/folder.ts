// SPDX-License-Identifier: AGPL-3.0-or-later
// The folders that tests of the command line run in: one per test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let ofFile: string | undefined
let ofTest: string | undefined

/** The folder of the running test. */
export function folder(): string {
  if (ofTest === undefined) throw new Error('No test runs: agent/src/testing/folders.setup.ts opens a folder for each')
  return ofTest
}

export function open(): void {
  ofFile ??= mkdtempSync(join(tmpdir(), 'rmirror-cli-'))
  ofTest = mkdtempSync(join(ofFile, 'case-'))
}

/** Removes the folders of all tests of the file. */
export function remove(): void {
  if (ofFile !== undefined) rmSync(ofFile, { recursive: true })
  ofFile = undefined
  ofTest = undefined
}
