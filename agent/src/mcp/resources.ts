// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as resources of the protocol: for programs in which the user picks what an assistant reads.
import type { Resource, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js'
import { exportNotebook } from './export-tool.ts'
import { entryOf } from './library-tools.ts'
import { pageNumbered, pictureOf, transcribed } from './page-tools.ts'
import { partOf, type ToolCall } from './tool.ts'
import { ToolError } from './tool-error.ts'
import { type Place, placeAt, uriOf } from './uris.ts'

export type Content = { uri: string; mimeType: string } & ({ text: string } | { blob: string })

const maxListed = 100
/** Of a notebook that is read as a whole. */
const maxCharacters = 200_000
const markdown = 'text/markdown'

/** Notebooks, the newest first. */
export function listResources({ scope }: ToolCall, cursor: string | undefined) {
  const notebooks = scope.items
    .filter(({ kind }) => kind !== 'folder')
    .toSorted((a, b) => Date.parse(b.modified ?? '') - Date.parse(a.modified ?? '') || a.name.localeCompare(b.name))
    .map((item): Resource => {
      const { id, name, path, modified } = entryOf(item, scope)
      const annotations = modified === null ? {} : { annotations: { lastModified: modified } }
      return {
        uri: uriOf({ kind: 'notebook', notebook: id }),
        name: path,
        title: name,
        mimeType: markdown,
        ...annotations,
      }
    })
  const { items, next } = partOf(notebooks, { limit: maxListed, cursor })
  return { resources: items, ...(next !== null && { nextCursor: next }) }
}

const base = 'rmirror://notebook/{notebook}'

export const resourceTemplates = (formats: readonly { name: string }[]): ResourceTemplate[] => [
  { uriTemplate: base, name: 'notebook', title: 'A notebook: the text of its pages', mimeType: markdown },
  { uriTemplate: `${base}/page/{page}`, name: 'page', title: 'The text of a page, counted from 1', mimeType: markdown },
  { uriTemplate: `${base}/page/{page}/picture`, name: 'picture', title: 'A page as a picture', mimeType: 'image/png' },
  {
    uriTemplate: `${base}/export/{format}`,
    name: 'export',
    title: `A notebook as a file: ${formats.map(({ name }) => name).join(', ')}`,
  },
]

/** Rejects with a ToolError if there is nothing at this address that may be seen. */
export async function readResource(uri: string, call: ToolCall): Promise<Content[]> {
  const place = placeAt(uri)
  if (!place)
    throw new ToolError('There is no such resource. resources/list and resources/templates/list say addresses.')
  return contentsAt(place, uri, call)
}

async function contentsAt(place: Place, uri: string, call: ToolCall): Promise<Content[]> {
  const { source, scope, signal } = call
  const { id } = scope.notebook(place.notebook)
  if (place.kind === 'notebook') return wholeNotebook(id, call)
  if (place.kind === 'export') {
    const { format, bytes } = await exportNotebook(id, place.format, call)
    const { mediaType: mimeType } = format
    return [{ uri, mimeType, ...(mimeType.startsWith('text/') ? { text: textOf(bytes) } : { blob: base64(bytes) }) }]
  }
  const page = await pageNumbered(id, place.page, call)
  if (place.kind === 'picture')
    return [{ uri, mimeType: 'image/png', blob: base64((await pictureOf(id, page, 1, call)).png) }]
  const content = await source.text(id, page.id, signal)
  return [{ uri, mimeType: markdown, text: content ? transcribed(content.text, content.isTranscribed) : '' }]
}

/** A content for each page. */
async function wholeNotebook(id: string, { source, signal }: ToolCall): Promise<Content[]> {
  const contents: Content[] = []
  let characters = 0
  for (const { id: page, number } of await source.pages(id, signal)) {
    const uri = uriOf({ kind: 'page', notebook: id, page: number })
    if (characters > maxCharacters) {
      contents.push({
        uri,
        mimeType: markdown,
        text: '(The rest of this notebook is longer than fits: read page by page.)',
      })
      break
    }
    const content = await source.text(id, page, signal)
    if (!content) continue
    characters += content.text.length
    contents.push({ uri, mimeType: markdown, text: transcribed(content.text, content.isTranscribed) })
  }
  return contents
}

const buffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const base64 = (bytes: Uint8Array) => buffer(bytes).toString('base64')
const textOf = (bytes: Uint8Array) => buffer(bytes).toString()
