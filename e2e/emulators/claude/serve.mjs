// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator as a program: `node serve.mjs [--port N] [--key K]...` prints {"address": …} when it listens, and ends
// with SIGTERM.
import { parseArgs } from 'node:util'
import { startClaude } from './claude.mjs'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, key: { type: 'string', multiple: true, default: [] } },
})
const claude = await startClaude({ port: Number(values.port), keys: values.key })
console.log(JSON.stringify({ address: claude.address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => claude.close().then(() => process.exit()))
