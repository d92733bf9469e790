// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF writes the PDFs: ten megabytes that the first visit does not wait for. They are fetched when the browser has
// nothing to do, so that PDFs can be made without a network later; the service worker finds them in the same cache.

import url from 'mupdf-wasm-file?url'
import { signal } from '@preact/signals'
import { OrderError } from '@rmirror/shared/workshop'
import { worksOffline } from './offline.ts'
import { pdfWriterCache } from './pdf-writer-cache.ts'
import { whenIdle } from './when-idle.ts'

export const pdfWriter = signal<'absent' | 'fetching' | 'here'>('absent')

let fetching: Promise<void> | undefined

/** Rejects with an OrderError "not-loaded" when it is neither here nor to be had. */
export function fetchPdfWriter(): Promise<void> {
  fetching ??= keep().catch((cause: unknown) => {
    fetching = undefined
    pdfWriter.value = 'absent'
    throw new OrderError('not-loaded', `PDF export couldn't be loaded: ${cause}`)
  })
  return fetching
}

async function keep(): Promise<void> {
  // Without a secure origin there is neither a cache nor a service worker: the worker fetches it itself.
  if (!('caches' in globalThis)) return
  const cache = await caches.open(pdfWriterCache)
  if (!(await cache.match(url))) {
    pdfWriter.value = 'fetching'
    for (const old of await cache.keys()) await cache.delete(old)
    await cache.add(url)
  }
  pdfWriter.value = 'here'
}

/** Once everything else is here. Who saves data fetches it with the first PDF. */
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
