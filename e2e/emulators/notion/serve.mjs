// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator as a program: `node serve.mjs [--port N] [--world FILE]` prints {"address": …} when it listens, and ends
// with SIGTERM. The file says in JSON what there is from the beginning: workspaces, users, tokens, clients,
// limits.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startNotion } from './notion.mjs'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, world: { type: 'string' } } })
const world = values.world === undefined ? {} : JSON.parse(readFileSync(values.world, 'utf8'))
const notion = await startNotion({ port: Number(values.port), ...world })
console.log(JSON.stringify({ address: notion.address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => notion.close().then(() => process.exit()))
