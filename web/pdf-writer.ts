// SPDX-License-Identifier: AGPL-3.0-or-later
// The `exports` of the mupdf package leave out its wasm file, so an alias gives it a name here.
import { fileURLToPath } from 'node:url'

export const pdfWriterAlias = [
  { find: /^mupdf-wasm-file/, replacement: fileURLToPath(new URL('./mupdf-wasm.wasm', import.meta.resolve('mupdf'))) },
]
