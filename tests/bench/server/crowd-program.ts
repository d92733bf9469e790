// SPDX-License-Identifier: AGPL-3.0-or-later
// The user who sends many requests in parallel, as a program of its own, so that reading their answers delays nobody
// else's. Its arguments: an address, a token, and how many requests. Prints "begun", then how many were refused.
import { argv } from 'node:process'

const [url = '', token = '', count = '0'] = argv.slice(2)

async function ask(): Promise<number> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  await answer.arrayBuffer()
  return answer.status
}

console.log('begun')
const statuses = await Promise.all(Array.from({ length: Number(count) }, ask))
console.log(statuses.filter((status) => status !== 200).length)
