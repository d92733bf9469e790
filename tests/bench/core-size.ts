// SPDX-License-Identifier: AGPL-3.0-or-later
// What a browser downloads before it can read its first page.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

/** Bytes of brotli: half a second of a slow mobile network (3 Mbit/s). */
export const sizeGoal = 200_000
/** More is an accident. What lies between them, and what less would cost: docs/decisions/0023-the-core-is-built-for-speed.md. */
export const sizeLimit = 220_000

export interface Size {
  raw: number
  brotli: number
}

export function measureCoreSize(): Size {
  const wasm = readFileSync(new URL('../../wasm-core/dist/core.wasm', import.meta.url))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 }
  return { raw: wasm.length, brotli: brotliCompressSync(wasm, { params }).length }
}
