// SPDX-License-Identifier: AGPL-3.0-or-later
// Which version this program is.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where package.json lies, in a checkout as in every package. */
export const programFolder = join(import.meta.dirname, '..')

/** Read when the program runs: a package says which version it is. */
export const { version } = JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }
