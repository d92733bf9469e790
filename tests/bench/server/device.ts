// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's device as the server meets it: it reports what a library holds and sends pictures of its pages.
import { createHash, randomUUID } from 'node:crypto'
import type { Bench } from './processes.ts'

export interface AnnouncedPage {
  page_uuid: string
  ink_hash: string
  has_ink: true
}

export interface AnnouncedNotebook {
  notebook_uuid: string
  document_type: 'notebook'
  visible_name: string
  pages: AnnouncedPage[]
}

export interface Credentials {
  email: string
  password: string
}

export const newCredentials = (): Credentials => ({ email: `${randomUUID()}@example.org`, password: randomUUID() })

export async function signUp({ url }: Pick<Bench, 'url'>, account = newCredentials()): Promise<string> {
  const { access_token: token } = await asked(`${url}/api/v1/auth/signup`, 'POST', {}, JSON.stringify(account))
  return token as string
}

async function asked(url: string, method: string, headers: HeadersInit, body: BodyInit) {
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, body })
  const text = await answer.text()
  if (!answer.ok && answer.status !== 402) throw new Error(`${url}: ${answer.status} ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
}

/** Any other route of the API, such as `me`. */
// biome-ignore lint/suspicious/noExplicitAny: as the route answers.
export async function ask({ url }: Bench, token: string, method: string, route: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/${route}`, { method, headers, body: body ? JSON.stringify(body) : null })
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

export function notebookOf(pages: number, inkHash = (page: number) => `i1:${page}`): AnnouncedNotebook {
  return {
    notebook_uuid: randomUUID(),
    document_type: 'notebook',
    visible_name: 'Diary',
    pages: Array.from({ length: pages }, (_, page) => ({
      page_uuid: randomUUID(),
      ink_hash: inkHash(page),
      has_ink: true,
    })),
  }
}

export const send = ({ url }: Bench, token: string, manifest: string) =>
  asked(`${url}/api/v1/sync/manifest`, 'POST', bearer(token), manifest)

/** `png`: the whole of what is written there. */
export function sendPicture(
  bench: Bench,
  token: string,
  { notebook_uuid }: AnnouncedNotebook,
  { page_uuid, ink_hash }: AnnouncedPage,
  png: Uint8Array,
) {
  return sendImage(bench, token, { notebook_uuid, page_uuid }, { ink_hash }, png)
}

/** `png`: the page as the tablet shows it. */
export async function sendDisplayImage(
  bench: Bench,
  token: string,
  { notebook_uuid }: Pick<AnnouncedNotebook, 'notebook_uuid'>,
  { page_uuid, look_hash }: { page_uuid: string; look_hash: string },
  png: Uint8Array,
) {
  await sendImage(bench, token, { notebook_uuid, page_uuid }, { purpose: 'display', look_hash }, png)
}

async function sendImage(
  { url }: Bench,
  token: string,
  { notebook_uuid, page_uuid }: { notebook_uuid: string; page_uuid: string },
  of: Record<string, string>,
  png: Uint8Array,
) {
  const digest = createHash('sha256').update(png).digest('base64')
  const headers = { ...bearer(token), 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
  const place = new URLSearchParams({ ...of, x: '0', y: '0', width: '100', height: '100' })
  const page = `${url}/api/v1/notebooks/${notebook_uuid}/pages/${page_uuid}/image?${place}`
  return asked(page, 'PUT', headers, png as Uint8Array<ArrayBuffer>)
}
