// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends a library's state to the server as a manifest, split into several if one would take the server long.
import type { Manifest, ManifestNotebook } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

type ManifestAnswer = components['schemas']['ManifestAnswer']

export interface Announced {
  want: ManifestAnswer['want']
  wantDisplay: ManifestAnswer['want_display']
  /**
   * Notebooks that a user deleted on the server, and notebooks that the server has in a later state. The server changes
   * neither.
   */
  deletedOnServer: string[]
  older: string[]
  /** Notebooks of which integrations remove nothing until the user answers. */
  removalWarnings: ManifestAnswer['removal_warnings']
  /** From the last answer. */
  quota: ManifestAnswer['quota'] | undefined
  /** From the first answer: the change feed from here on includes all changes made since then. */
  cursor: ManifestAnswer['cursor'] | undefined
}

export interface ManifestLimits {
  bytes: number
  notebooks: number
  pages: number
}

/** The limits of sendManifest in shared/openapi.yaml, with some bytes reserved for the JSON around the notebooks. */
export const manifestLimits: ManifestLimits = { bytes: 31 * 1024 * 1024, notebooks: 20_000, pages: 200_000 }

/**
 * Size of each manifest of a larger library, so that the server answers each within two seconds. Measured on two
 * processors, where 5,000 new pages take some 0.7 s (`make bench`). A larger notebook isn't split.
 */
export const pieceLimits: ManifestLimits = { bytes: 2 * 1024 * 1024, notebooks: 1000, pages: 5000 }

/**
 * A notebook beyond the server's limits. It can't be split, because pages that a notebook doesn't list count as
 * deleted.
 */
export class NotebookTooLarge extends ApiProblem {
  override name = 'NotebookTooLarge'
  constructor({ visible_name }: ManifestNotebook) {
    const limits = '200,000 pages, or 31 MB of typed text and highlights'
    const detail = `"${visible_name}" is more than the server takes of one notebook: ${limits}. Move some of its pages into another one.`
    super(new Response(null, { status: 413 }), { detail })
  }
}

/** Rejects with NotebookTooLarge before sending anything, or with what the requests reject with. */
export async function announce(
  api: Api,
  manifest: Manifest,
  signal: AbortSignal,
  limits = manifestLimits,
): Promise<Announced> {
  const send = (body: Manifest) => sendManifest(api, body, signal)
  const piece = lesserOf(limits, pieceLimits)
  const pieces = piecesOf(manifest.notebooks, limits, piece)
  if (pieces.length === 1) return joined([await send(manifest)])
  const answers: ManifestAnswer[] = []
  for (const notebooks of pieces) answers.push(await send({ scope: 'notebooks', notebooks }))
  // No part is the whole library, so deleted notebooks and folders are listed by uuid.
  const deletesTheRest = manifest.scope === 'library' && !answers.some(isBehind)
  const gone = deletesTheRest ? await uuidsOnlyOnServer(api, manifest.notebooks, signal) : []
  for (const deleted_notebooks of chunks(gone, piece.notebooks))
    answers.push(await send({ scope: 'notebooks', notebooks: [], deleted_notebooks }))
  return joined(answers)
}

/** In characters. Smaller bodies fit into a few packets without compression. */
const minCompressedLength = 16_000

async function sendManifest(api: Api, body: Manifest, signal: AbortSignal): Promise<ManifestAnswer> {
  const text = JSON.stringify(body)
  const isPacked = text.length >= minCompressedLength
  const sent = isPacked ? await gzip(text) : text
  const params = isPacked ? ({ header: { 'Content-Encoding': 'gzip' } } as const) : {}
  return answerTo(api.POST('/api/v1/sync/manifest', { params, body, bodySerializer: () => sent, signal }))
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(text).body?.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream ?? null).arrayBuffer())
}

/** Merges the answers to all manifests. */
function joined(answers: ManifestAnswer[]): Announced {
  return {
    want: answers.flatMap(({ want }) => want),
    wantDisplay: answers.flatMap(({ want_display }) => want_display),
    deletedOnServer: answers.flatMap(({ deleted_here }) => deleted_here),
    older: answers.flatMap(({ older_notebooks }) => older_notebooks),
    // Each answer lists all of them.
    removalWarnings: answers.at(-1)?.removal_warnings ?? [],
    quota: answers.at(-1)?.quota,
    cursor: answers[0]?.cursor,
  }
}

/** True if the server has newer notebooks. A device that is behind may not know notebooks added since. */
const isBehind = ({ older_notebooks }: ManifestAnswer) => older_notebooks.length > 0

/**
 * Splits into as few manifests as possible. Folders come first, so that the server knows the contents of folders
 * excluded from sync. Then come the most recently modified notebooks, whose pages the server also wants first.
 */
function piecesOf(notebooks: ManifestNotebook[], limits: ManifestLimits, piece: ManifestLimits): ManifestNotebook[][] {
  const sized = notebooks.map((notebook) => ({ notebook, size: sizeOf(notebook) }))
  const none: ManifestLimits = { bytes: 0, notebooks: 0, pages: 0 }
  const whole = sized.reduce((sum, { size }) => plus(sum, size), none)
  if (fits(whole, piece)) return [notebooks]
  for (const { notebook, size } of sized) if (!fits(size, limits)) throw new NotebookTooLarge(notebook)
  const pieces: ManifestNotebook[][] = []
  let filled = piece
  for (const { notebook, size } of sized.toSorted(foldersAndNewestFirst)) {
    filled = plus(filled, size)
    if (!fits(filled, piece)) {
      pieces.push([])
      filled = size
    }
    pieces.at(-1)?.push(notebook)
  }
  return pieces
}

const encoder = new TextEncoder()

function sizeOf(notebook: ManifestNotebook): ManifestLimits {
  const bytes = encoder.encode(JSON.stringify(notebook)).length + 1
  return { bytes, notebooks: 1, pages: notebook.pages?.length ?? 0 }
}

const plus = (a: ManifestLimits, b: ManifestLimits): ManifestLimits => ({
  bytes: a.bytes + b.bytes,
  notebooks: a.notebooks + b.notebooks,
  pages: a.pages + b.pages,
})

const fits = (size: ManifestLimits, limits: ManifestLimits) =>
  size.bytes <= limits.bytes && size.notebooks <= limits.notebooks && size.pages <= limits.pages

const lesserOf = (a: ManifestLimits, b: ManifestLimits): ManifestLimits => ({
  bytes: Math.min(a.bytes, b.bytes),
  notebooks: Math.min(a.notebooks, b.notebooks),
  pages: Math.min(a.pages, b.pages),
})

function foldersAndNewestFirst(a: { notebook: ManifestNotebook }, b: { notebook: ManifestNotebook }): number {
  const isFolder = ({ notebook }: { notebook: ManifestNotebook }) => Number(notebook.document_type === 'folder')
  if (isFolder(a) !== isFolder(b)) return isFolder(b) - isFolder(a)
  return (b.notebook.last_modified ?? '').localeCompare(a.notebook.last_modified ?? '')
}

/** UUIDs of the server's notebooks and folders that `notebooks` doesn't list. */
async function uuidsOnlyOnServer(api: Api, notebooks: ManifestNotebook[], signal: AbortSignal): Promise<string[]> {
  const { items } = await answerTo(api.GET('/api/v1/notebooks/tree', { signal }))
  const listed = new Set(notebooks.map(({ notebook_uuid }) => notebook_uuid.toLowerCase()))
  return items.map(({ notebook_uuid }) => notebook_uuid).filter((uuid) => !listed.has(uuid))
}

function* chunks(names: string[], max: number): Generator<string[]> {
  for (let start = 0; start < names.length; start += max) yield names.slice(start, start + max)
}
