// SPDX-License-Identifier: AGPL-3.0-or-later
// What it costs to tell the server what a library holds, and to send it pictures.
import { notebookOf, send, sendPicture, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { measureUpserts } from './upsert-speed.ts'

const uploads = 200

export interface LibrarySpeed {
  /** Seconds for a manifest of 1,000 notebooks of 50 pages: new, and unchanged. */
  newSeconds: number
  unchangedSeconds: number
  /** Page upserts a second over HTTP to those of pgbench with the same statements. */
  upserts: number
  /** The most memory in megabytes while 200 pictures came at once. */
  uploadMegabytes: number
}

/** `png`: some page's picture. */
export async function measureLibrary(bench: Bench, png: Uint8Array): Promise<LibrarySpeed> {
  const { newSeconds, unchangedSeconds } = await measureManifest(bench)
  const upserts = await measureUpserts(bench)
  const uploadMegabytes = await measureUploads(bench, png)
  return { newSeconds, unchangedSeconds, upserts, uploadMegabytes }
}

async function measureManifest(bench: Bench) {
  const token = await signUp(bench)
  const manifest = JSON.stringify({ scope: 'library', notebooks: Array.from({ length: 1000 }, () => notebookOf(50)) })
  const timed = async () => {
    const start = performance.now()
    await send(bench, token, manifest)
    return (performance.now() - start) / 1000
  }
  return { newSeconds: await timed(), unchangedSeconds: await timed() }
}

async function measureUploads(bench: Bench, png: Uint8Array): Promise<number> {
  const token = await signUp(bench)
  const notebook = notebookOf(uploads)
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: [notebook] }))
  await Promise.all(notebook.pages.map((page) => sendPicture(bench, token, notebook, page, png)))
  return bench.memory().most
}
