// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator as a program: `node serve.mjs [--as ollama] [--key K] [--origin O] [--refuses PARAMETER]` prints
// {"address": …} when it listens, and ends with SIGTERM.
import { parseArgs } from 'node:util'
import { startOpenAi } from './openai.mjs'

const { values } = parseArgs({
  options: {
    as: { type: 'string', default: 'ollama' },
    key: { type: 'string', default: '' },
    origin: { type: 'string', default: '' },
    refuses: { type: 'string', default: '' },
  },
})
const openAi = await startOpenAi(values)
console.log(JSON.stringify({ address: openAi.address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => openAi.close().then(() => process.exit()))
