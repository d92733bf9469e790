// SPDX-License-Identifier: AGPL-3.0-or-later
// One note of an ENEX file: content, then the files in it. DTD: http://xml.evernote.com/pub/evernote-export3.dtd.
import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { escapeHtml } from '../../../library/index.ts'
import type { Sink } from '../export-tools.ts'
import { base64 } from './base64.ts'
import type { Media } from './enml.ts'

export interface NoteFacts {
  title: string
  tags: string[]
  author: string
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
}

interface Resource extends Media {
  bytes: Uint8Array
  name: string
  /** Shown as a file instead of in the text. */
  isFile: boolean
}

export class EvernoteNote {
  readonly pages: number[] = []
  readonly #content: string[] = []
  /** By hash: a file that is mentioned twice is there once. */
  readonly #resources = new Map<string, Resource>()
  contentLength = 0
  resourceBytes = 0

  addContent(enml: string): void {
    this.#content.push(enml)
    this.contentLength += enml.length
  }

  addFile(bytes: Uint8Array, file: { type: string; name: string; isFile?: boolean }): Media {
    const hash = bytesToHex(md5(bytes))
    const { type, name, isFile = false } = file
    const known = this.#resources.get(hash)
    if (known) return known
    this.#resources.set(hash, { hash, type, bytes, name, isFile })
    this.resourceBytes += bytes.length
    return { hash, type }
  }

  async write({ title, tags, author, modified }: NoteFacts, write: Sink): Promise<void> {
    const time = timeOf(modified)
    const dates = time === null ? '' : `<created>${time}</created>\n<updated>${time}</updated>\n`
    const names = tags.map((tag) => `<tag>${escapeHtml(tag)}</tag>\n`).join('')
    const by = author === '' ? '' : `<author>${escapeHtml(author)}</author>`
    await write(`<note>\n<title>${escapeHtml(title)}</title>\n<content><![CDATA[${enmlHead}<en-note>\n`)
    for (const enml of this.#content) await write(enml)
    await write(`</en-note>]]></content>\n${dates}${names}`)
    await write(`<note-attributes>${by}<source-application>rMirror</source-application></note-attributes>\n`)
    for (const resource of this.#resources.values()) await writeResource(resource, write)
    await write('</note>\n')
  }
}

const enmlHead =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">\n'

async function writeResource({ bytes, type, name, isFile }: Resource, write: Sink): Promise<void> {
  const attachment = isFile ? '<attachment>true</attachment>' : ''
  await write(`<resource>\n<data encoding="base64">${base64(bytes)}</data>\n<mime>${type}</mime>\n`)
  await write(
    `<resource-attributes><file-name>${escapeHtml(name)}</file-name>${attachment}</resource-attributes>\n</resource>\n`,
  )
}

/** "20260203T114500Z". */
function timeOf(milliseconds: number): string | null {
  const time = new Date(milliseconds)
  if (milliseconds <= 0 || Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) return null
  return time.toISOString().replace(/[-:]|\.\d+/g, '')
}
