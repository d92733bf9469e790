// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's picture on its way to the server.
import type { Core, OcrPicture, Orientation, Page, PageRect } from '../core/index.ts'
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import type { PagePlace } from './read-pages.ts'
import type { components, operations } from './schema.gen.ts'

export type Quota = components['schemas']['Quota']
export type StoredImage = components['schemas']['StoredImage']

export interface PagePicture {
  png: Uint8Array
  /** The part of the page it shows. */
  rect: PageRect
  /** SHA-256 of the PNG, 64 hex digits. */
  hash: string
}

/** What is to be read of a page, in the state in which it was drawn. */
export interface DrawnPage {
  ink_hash: string
  /** From the top; several where one would be too small to be read. */
  pictures: PagePicture[]
  /** Below half size: the page is so large that nothing else fits into what the server takes of a page. */
  isSmall?: true
}

/** Pixels per page unit, below which a reading model reads less well. */
const halfSize = 0.5

/** For workers. */
export function drawForServer(page: Page, core: Core, orientation: Orientation): DrawnPage {
  const pictures = page.renderOcr({ orientation })
  return {
    ink_hash: page.facts().ink_hash,
    ...(pictures.some((picture) => scaleOf(picture) < halfSize) && { isSmall: true }),
    pictures: pictures.map(({ png, rect }) => ({ png, rect, hash: core.fileHash(png) })),
  }
}

/** A page may be turned between its frame and its picture. */
function scaleOf({ width, height, rect }: OcrPicture): number {
  return Math.max(width, height) / Math.max(rect.width, rect.height)
}

/** All parts of a page; sending some again does no harm. Answers with what the last one was answered. */
export async function sendPage(
  api: Api,
  place: PagePlace,
  { ink_hash, pictures }: DrawnPage,
  signal: AbortSignal,
): Promise<StoredImage> {
  let stored: StoredImage | undefined
  for (const [index, { png, rect, hash }] of pictures.entries()) {
    const parts = pictures.length > 1 ? { part: index + 1, of: pictures.length } : {}
    const sent = putImage(api, place, { png, hash }, { ink_hash, ...rect, ...parts }, signal)
    stored = await answerTo(sent).catch(storedAnyway)
  }
  if (!stored) throw new RangeError('a page without pictures cannot be sent')
  return stored
}

type ImageQuery = NonNullable<operations['putPageImage']['parameters']['query']>

/** `hash`: SHA-256 of the PNG, 64 hex digits. */
export function putImage(
  api: Api,
  place: PagePlace,
  { png, hash }: { png: Uint8Array; hash: string },
  query: ImageQuery,
  signal: AbortSignal,
) {
  return api.PUT('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', {
    params: { path: place, query, header: { 'Content-Digest': digestOf(hash) } },
    headers: { 'Content-Type': 'image/png' },
    body: new Blob([png as Uint8Array<ArrayBuffer>]),
    bodySerializer: (body) => body,
    signal,
  })
}

/** Without quota the picture is stored all the same; only its reading waits. */
function storedAnyway(error: unknown): StoredImage {
  if (error instanceof ApiProblem && error.status === 402 && error.members.accepted === true)
    return error.members as unknown as StoredImage
  throw error
}

/** RFC 9530 */
function digestOf(hash: string): string {
  const bytes = hash.match(/../g) ?? []
  return `sha-256=:${btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))))}:`
}
