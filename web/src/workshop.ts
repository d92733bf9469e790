// SPDX-License-Identifier: AGPL-3.0-or-later
// The setup that both kinds of worker share.
import { type FontStyle, loadCore } from '@rmirror/shared/core'
import { type WorkerPort, Workshop, type WorkshopTools, warmUp } from '@rmirror/shared/workshop/worker'
import { fontUrls } from './font-urls.ts'

export const port: WorkerPort = {
  listen: (hear) => self.addEventListener('message', ({ data }) => hear(data)),
  post: (message, transfer) => self.postMessage(message, { transfer }),
}

/** Without `openSource`, pages are drawn without their sources and images. */
export async function openWorkshop(openSource?: WorkshopTools['openSource']): Promise<Workshop> {
  const core = await loadCore()
  warmUp(core)
  return new Workshop({ core, readFont, ...(openSource && { openSource }) })
}

async function readFont(style: FontStyle): Promise<Uint8Array> {
  const url = fontUrls[style]
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
