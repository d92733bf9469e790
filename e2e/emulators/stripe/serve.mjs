// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator as a program: `node serve.mjs --key sk_test_…` prints {"address": …} when it listens, and ends with
// SIGTERM.
import { parseArgs } from 'node:util'
import { startStripe } from './stripe.mjs'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, key: { type: 'string', default: 'sk_test_emulator' } },
})
const emulator = await startStripe({ port: Number(values.port), key: values.key })
console.log(JSON.stringify({ address: emulator.address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => emulator.close().then(() => process.exit()))
