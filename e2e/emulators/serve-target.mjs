// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator of a target as a program: `node serve-target.mjs readwise --token T` or `node serve-target.mjs webhook`
// prints {"address": …} when it listens, and ends with SIGTERM.
import { parseArgs } from 'node:util'
import { startGit } from './git.mjs'
import { startGitHub } from './github/github.mjs'
import { startReadwise } from './readwise.mjs'
import { startTodoist } from './todoist.mjs'
import { startWebDav } from './webdav.mjs'
import { startWebhookReceiver } from './webhook-receiver.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, token: { type: 'string', multiple: true, default: [] } },
})
const port = Number(values.port)
/** @type {Record<string, () => ReturnType<typeof startGit> | ReturnType<typeof startGitHub> | ReturnType<typeof startReadwise> | ReturnType<typeof startTodoist> | ReturnType<typeof startWebDav> | ReturnType<typeof startWebhookReceiver>>} */
const emulators = {
  git: () => startGit({ port }),
  github: () => startGitHub({ port }),
  readwise: () => startReadwise({ port, tokens: values.token }),
  todoist: () => startTodoist({ port, tokens: values.token }),
  webdav: () => startWebDav({ port }),
  webhook: () => startWebhookReceiver({ port }),
}
const start = emulators[positionals[0] ?? '']
if (!start) throw new Error(`No emulator of ${positionals[0]}`)
const emulator = await start()
console.log(JSON.stringify({ address: emulator.address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => emulator.close().then(() => process.exit()))
