// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail server as a program: options and faults as JSON, its port on standard output. It ends with its standard input.
import { readFileSync } from 'node:fs'
import { startMail } from './mail.mjs'

const { tls, faults = [], ...options } = JSON.parse(process.argv[2] ?? '{}')
const read = (/** @type {string} */ path) => readFileSync(path, 'utf8')
const mail = await startMail({ ...options, ...(tls && { tls: { key: read(tls.key), cert: read(tls.cert) } }) })
mail.faults.push(...faults)
console.log(mail.port)
process.stdin.resume()
process.stdin.on('end', () => process.exit())
