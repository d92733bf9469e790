// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws the pictures of a page for transcription and uploads them.
import type { Core, OcrPicture, Orientation, Page, PageRect } from '../core/index.ts'
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import type { PagePlace } from './read-pages.ts'
import type { components, operations } from './schema.gen.ts'

export type Quota = components['schemas']['Quota']
export type StoredImage = components['schemas']['StoredImage']

export interface PagePicture {
  png: Uint8Array
  /** The part of the page that it shows. */
  rect: PageRect
  /** SHA-256 of the PNG, 64 hex digits. */
  hash: string
}

/** The pictures of a page to transcribe, and the hash of the ink that they show. */
export interface DrawnPage {
  ink_hash: string
  /** From top to bottom; several if one would be too small to read. */
  pictures: PagePicture[]
  /** Drawn below half size: at a higher resolution the page exceeds what the server accepts for one page. */
  isSmall?: true
}

/** In pixels per page unit. Below this, transcription models make more mistakes. */
const halfSize = 0.5

/** Draws a page for transcription. Runs in workers. */
export function drawForServer(page: Page, core: Core, orientation: Orientation): DrawnPage {
  const pictures = page.renderOcr({ orientation })
  return {
    ink_hash: page.facts().ink_hash,
    ...(pictures.some((picture) => scaleOf(picture) < halfSize) && { isSmall: true }),
    pictures: pictures.map(({ png, rect }) => ({ png, rect, hash: core.fileHash(png) })),
  }
}

/** Uses the longer sides, because a picture may be rotated relative to the page's frame. */
function scaleOf({ width, height, rect }: OcrPicture): number {
  return Math.max(width, height) / Math.max(rect.width, rect.height)
}

/** Uploads all parts of a page and returns the answer to the last one. Uploading a part again is harmless. */
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
    stored = await answerTo(sent).catch(storedWithoutQuota)
  }
  if (!stored) throw new RangeError('a page without pictures cannot be sent')
  return stored
}

type ImageQuery = NonNullable<operations['putPageImage']['parameters']['query']>

/** Uploads one picture. `hash` is the PNG's SHA-256, 64 hex digits. */
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

/** Over quota (402) the server stores the picture all the same and defers its transcription. */
function storedWithoutQuota(error: unknown): StoredImage {
  if (error instanceof ApiProblem && error.status === 402 && error.members.accepted === true)
    return error.members as unknown as StoredImage
  throw error
}

/** RFC 9530 */
function digestOf(hash: string): string {
  const bytes = hash.match(/../g) ?? []
  return `sha-256=:${btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))))}:`
}
