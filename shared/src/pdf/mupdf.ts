// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads MuPDF (ten megabytes) when the first PDF is made.

export type MuPdf = typeof import('mupdf')

let loaded: Promise<MuPdf> | undefined

/** Its memory only grows: run this in a worker, and end the worker to free the memory. */
export function loadMuPdf(): Promise<MuPdf> {
  loaded ??= load().catch((error) => {
    // The next call tries again, for example once the network is back.
    loaded = undefined
    throw error
  })
  return loaded
}

async function load(): Promise<MuPdf> {
  const mupdf = await import('mupdf')
  // Problems of a damaged source are returned as errors and notes instead.
  mupdf.setLog({})
  return mupdf
}
