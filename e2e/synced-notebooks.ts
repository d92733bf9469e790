// SPDX-License-Identifier: AGPL-3.0-or-later
// A library that a program sent to a server: notebooks of one page with a small image.
import { createHash } from 'node:crypto'
import { writePng } from '../tests/world/png.ts'
import { expect } from './dashboard.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A square of one grey. */
function png(grey: number, edge = 8): Uint8Array<ArrayBuffer> {
  const rows = Buffer.concat(Array.from({ length: edge }, () => Buffer.from([0, ...Array(edge).fill(grey)])))
  return new Uint8Array(writePng({ width: edge, height: edge, rows }))
}

export async function sendNotebooks(server: string, token: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number + 1)
  const headers = { authorization: `Bearer ${token}` }
  const notebooks = numbers.map((number) => ({
    notebook_uuid: uuid(number),
    document_type: 'notebook',
    visible_name: `Notebook ${number}`,
    pages: [{ page_uuid: uuid(100_000 + number), ink_hash: `i1:${number}`, has_ink: true }],
  }))
  const announced = await fetch(`${server}/api/v1/sync/manifest`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: 'library', notebooks }),
  })
  expect(announced.status).toBe(200)
  const send = async (number: number) => {
    const bytes = png(number % 256)
    const digest = createHash('sha256').update(bytes).digest('base64')
    const path = `/api/v1/notebooks/${uuid(number)}/pages/${uuid(100_000 + number)}/image`
    const sent = await fetch(`${server}${path}?ink_hash=i1:${number}&x=0&y=0&width=800&height=800`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` },
      body: bytes,
    })
    expect([200, 402]).toContain(sent.status)
  }
  for (let at = 0; at < count; at += 8) await Promise.all(numbers.slice(at, at + 8).map(send))
}
