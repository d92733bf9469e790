// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF, fetched when the first PDF is made: ten megabytes that nobody needs before.

export type MuPdf = typeof import('mupdf')

let loaded: Promise<MuPdf> | undefined

/** Its memory only grows: run this in a worker, and end the worker to give the memory back. */
export function loadMuPdf(): Promise<MuPdf> {
  loaded ??= import('mupdf').then((mupdf) => {
    // What it has to say about a damaged source comes back as errors and notes.
    mupdf.setLog({})
    return mupdf
  })
  return loaded
}
