// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads MuPDF (ten megabytes) when the first PDF is made.

export type MuPdf = typeof import('mupdf')

let loaded: Promise<MuPdf> | undefined

/** Its memory only grows: run this in a worker, and end the worker to free the memory. */
export function loadMuPdf(): Promise<MuPdf> {
  loaded ??= import('mupdf').then((mupdf) => {
    // Problems of a damaged source are returned as errors and notes instead.
    mupdf.setLog({})
    return mupdf
  })
  return loaded
}
