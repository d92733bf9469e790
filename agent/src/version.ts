// SPDX-License-Identifier: AGPL-3.0-or-later
// The version of this program.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of package.json, in a checkout and in every package. */
export const programFolder = join(import.meta.dirname, '..')

/** Read at run time, because each package states its own version. */
export const { version } = JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }
