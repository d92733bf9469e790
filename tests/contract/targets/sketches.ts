// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of one page with handwriting and attachments, and the files that vaults have of it.
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { png, uuid } from '../library.ts'
import type { Delivering, Person } from './delivering.ts'

const page = 11

export const assetFolder = `rmirror-files/${uuid(1)}`
/** Of the page. */
export const picture = `${assetFolder}/${uuid(page)}.png`
export const attachmentAt = (id: string) => `${assetFolder}/attachment-${id}.png`

/** `more`: members of the notebook. */
export function announceSketches(kim: Person, look: number, more: object = {}): Promise<void> {
  const drawn = { page_uuid: uuid(page), has_ink: true, ink_hash: `i1:${look}` }
  const notebook = { notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Sketches', pages: [drawn] }
  return kim.announce({ scope: 'library', notebooks: [{ ...notebook, ...more }] })
}

/** The page as it looks now, with its image. */
export async function draw(kim: Person, look: number): Promise<void> {
  await announceSketches(kim, look)
  await sendImage(kim, look)
}

/** Of the page, as it was announced. */
export async function sendImage(kim: Person, look: number): Promise<void> {
  expect((await kim.device(1).put(page, {}, '', png(look), look)).status).toBeLessThan(300)
}

/** Attaches a file to the text of the page; returns its id. */
export async function attach(world: Delivering, kim: Person, file_name: string, content: string): Promise<string> {
  const document_id = (await kim.device(1).page(page)).body.id
  const sha256 = createHash('sha256').update(content).digest('hex')
  const facts = { document_id, file_name, content_type: 'image/png', size: content.length, sha256 }
  const json = { scope: 'attachment', ...facts }
  const { id, url, headers } = (await kim.ask('POST /api/v1/uploads/presign', { json })).body
  const authorization = `Bearer ${kim.token}`
  const there = new URL(url, world.address)
  const answer = await fetch(there, { method: 'PUT', headers: { ...headers, authorization }, body: content })
  expect(answer.status).toBeLessThan(300)
  const path = `/api/v1/uploads/${id}/complete`
  return (await kim.ask('POST /api/v1/uploads/:id/complete', {}, path)).body.id
}

/** Changes the text of the page. */
export async function correct(kim: Person, content: string): Promise<void> {
  const path = `/api/v1/documents/${(await kim.device(1).page(page)).body.id}`
  const question = { json: { content }, headers: { 'if-match': '*' } }
  expect((await kim.ask('PUT /api/v1/documents/:id', question, path)).status).toBe(200)
}
