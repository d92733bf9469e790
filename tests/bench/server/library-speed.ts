// SPDX-License-Identifier: AGPL-3.0-or-later
// What it costs to tell the server what a library holds, and to send it pictures.
import { forEachConcurrently } from '@rmirror/shared/api'
import { withText } from '../../world/png.ts'
import { notebookOf, send, sendPicture, signUp } from './device.ts'
import type { Bench } from './processes.ts'

const uploads = 200
const pushed = 600
/** As the command line does on a machine with two cores. */
const pushedAtOnce = 6

/** Seconds for a manifest of 1,000 notebooks of 50 pages: new, and unchanged. */
export async function measureManifest(bench: Bench): Promise<{ newSeconds: number; unchangedSeconds: number }> {
  const token = await signUp(bench)
  const manifest = JSON.stringify({ scope: 'library', notebooks: Array.from({ length: 1000 }, () => notebookOf(50)) })
  const timed = async () => {
    const start = performance.now()
    await send(bench, token, manifest)
    return (performance.now() - start) / 1000
  }
  return { newSeconds: await timed(), unchangedSeconds: await timed() }
}

/** The most memory in megabytes while 200 pictures come at once. */
export async function measureUploads(bench: Bench, png: Uint8Array): Promise<number> {
  const token = await signUp(bench)
  const notebook = notebookOf(uploads)
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: [notebook] }))
  await Promise.all(notebook.pages.map((page) => sendPicture(bench, token, notebook, page, png)))
  return bench.memory().peak
}

/** Pictures a second that one agent sends while there are no other requests. `png`: some page's picture. */
export async function measurePushes(bench: Bench, png: Uint8Array): Promise<number> {
  const token = await signUp(bench)
  const notebook = notebookOf(pushed)
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: [notebook] }))
  const pictures = notebook.pages.map((page, index) => ({ page, png: withText(png, `${index}`) }))
  const start = performance.now()
  await forEachConcurrently(pictures, pushedAtOnce, async (each) => {
    await sendPicture(bench, token, notebook, each.page, each.png)
  })
  return (1000 * pushed) / (performance.now() - start)
}
