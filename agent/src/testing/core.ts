// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFile } from 'node:fs/promises'
import { loadCore } from '@rmirror/shared/core'

/** The core beside the built program. */
export const builtCore = async () => loadCore(await readFile(new URL('../../dist/core.wasm', import.meta.url)))
