// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF writes the PDFs: ten megabytes that the first visit must not wait for. It's fetched when the browser is idle,
// so that PDFs can be made offline later; the service worker finds it in the same cache.

import url from 'mupdf-wasm-file?url'
import { signal } from '@preact/signals'
import { OrderError } from '@rmirror/shared/workshop'
import { worksOffline } from './offline.ts'
import { pdfWriterCache } from './pdf-writer-cache.ts'
import { whenIdle } from './when-idle.ts'

export const pdfWriter = signal<'absent' | 'fetching' | 'here'>('absent')

let fetching: Promise<void> | undefined

/** Caches MuPDF. Rejects with an OrderError "not-loaded" if it's neither cached nor reachable. */
export function fetchPdfWriter(): Promise<void> {
  fetching ??= keep().catch((cause: unknown) => {
    fetching = undefined
    pdfWriter.value = 'absent'
    throw new OrderError('not-loaded', `PDF export couldn't be loaded: ${cause}`)
  })
  return fetching
}

async function keep(): Promise<void> {
  // Without a secure origin there's neither a cache nor a service worker: the worker downloads it itself.
  if (!('caches' in globalThis)) return
  const cache = await caches.open(pdfWriterCache)
  if (!(await cache.match(url))) {
    pdfWriter.value = 'fetching'
    for (const old of await cache.keys()) await cache.delete(old)
    await cache.add(url)
  }
  pdfWriter.value = 'here'
}

/** Fetches MuPDF after everything else. With the browser's data saver on, it's fetched with the first PDF instead. */
export function fetchPdfWriterWhenIdle(): void {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection
  if (connection?.saveData || !worksOffline()) return
  const look = () => whenIdle(() => void fetchUnlessOffline().catch(() => {}))
  void navigator.serviceWorker.ready.then(look)
  addEventListener('online', look)
}

async function fetchUnlessOffline(): Promise<void> {
  if (navigator.onLine || (await caches.match(url))) await fetchPdfWriter()
}
