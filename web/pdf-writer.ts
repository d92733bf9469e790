// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF's wasm is not among the files its package lends out, so it gets a name of its own here.
import { fileURLToPath } from 'node:url'

export const pdfWriterAlias = [
  { find: /^mupdf-wasm-file/, replacement: fileURLToPath(new URL('./mupdf-wasm.wasm', import.meta.resolve('mupdf'))) },
]
