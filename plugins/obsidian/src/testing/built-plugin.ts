// SPDX-License-Identifier: AGPL-3.0-or-later
// The plugin as `make plugin` builds it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtCode } from '../../build.ts'

const folder = join(import.meta.dirname, '../..')

export const builtPlugin = async () => ({
  code: await builtCode(),
  manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as object,
})
