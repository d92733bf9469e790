// SPDX-License-Identifier: AGPL-3.0-or-later
// A model of the server's documents: one page that was transcribed, and notes. For AccountServer, which holds its
// answers to the contract.
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { components } from '@rmirror/shared/api'
import { problem } from './account-server.ts'

type Document = components['schemas']['Document']
type Version = components['schemas']['DocumentVersion'] & { content: string }

interface Page {
  id: string
  notebook_uuid: string
  page_uuid: string
  transcription: string
}

const versionAfterMs = 10 * 60_000

export class DocumentServer {
  readonly #user: string
  readonly #page: Page
  readonly #documents = new Map<string, Document>()
  readonly #versions = new Map<string, Version[]>()
  readonly #beganAt = new Map<string, number>()
  #now = Date.parse('2026-11-20T12:00:00Z')
  #ids = 0

  constructor(user: string, page: Page) {
    this.#user = user
    this.#page = page
    this.#write(page.id, page.transcription, { is_corrected: false, is_note: false, visible_name: 'Diary' })
  }

  /** Makes time pass until the next write keeps a version. */
  wait(): void {
    this.#now += versionAfterMs + 1
  }

  answer(method: string, path: string, body: Buffer, headers: IncomingHttpHeaders = {}) {
    const url = new URL(path, 'http://server')
    const [, , , first, id = '', part, version] = url.pathname.split('/')
    if (first === 'workspaces') return method === 'POST' ? this.#create(body) : this.#list(url.searchParams)
    if (first !== 'documents') return undefined
    const document = this.#documents.get(id)
    if (!document) return problem(404)
    if (part === 'versions') return this.#answerVersions(method, document, version, body)
    if (method === 'GET') return { body: document }
    if (headers['if-match'] !== `"${document.content_etag}"`) return problem(412, { document })
    if (method === 'PUT') return { body: this.#save(document, JSON.parse(String(body)).content) }
    return this.#remove(document)
  }

  #create(body: Buffer) {
    const { id, content } = JSON.parse(String(body))
    const known = this.#documents.get(id)
    if (known) return { status: 200, body: known }
    const visible_name = content.split('\n')[0].replace(/^# /, '')
    return { status: 201, body: this.#write(id, content, { is_corrected: true, is_note: true, visible_name }) }
  }

  #list(query: URLSearchParams) {
    const words = (query.get('query') ?? '').split(' ')
    const found = [...this.#documents.values()].filter(({ content }) =>
      words.every((word) => content.toLowerCase().includes(word)),
    )
    return { body: { items: found.map(({ content: _, ...summary }) => summary), next: null } }
  }

  #answerVersions(method: string, document: Document, version: string | undefined, body: Buffer) {
    const kept = this.#versions.get(document.id) ?? []
    if (method === 'POST') {
      const version = this.#keep(document, JSON.parse(String(body)).name)
      return { status: 201, body: { items: [publicPart(version)], next: null } }
    }
    if (version === undefined) return { body: { items: kept.map(publicPart), next: null } }
    const found = kept.find(({ id }) => id === version)
    return found ? { body: found } : problem(404)
  }

  #save(document: Document, content: string): Document {
    const isOld = this.#now - (this.#beganAt.get(document.id) ?? 0) > versionAfterMs
    if (content !== document.content && (!document.is_corrected || isOld)) {
      this.#keep(document, null)
      this.#beganAt.set(document.id, this.#now)
    }
    const { is_note, visible_name } = document
    return this.#write(document.id, content, { is_corrected: true, is_note, visible_name })
  }

  #remove(document: Document) {
    if (document.is_note) {
      this.#documents.delete(document.id)
      return { status: 204, body: null }
    }
    this.#keep(document, null)
    const { visible_name } = document
    const state = { is_corrected: false, is_note: false, visible_name }
    return { body: this.#write(document.id, this.#page.transcription, state) }
  }

  #keep(document: Document, name: string | null): Version {
    const { id, content, content_etag, is_corrected } = document
    const at = new Date(this.#now++).toISOString()
    const version: Version = {
      ...{ id: `01931f3c-8f00-7000-8000-${String(++this.#ids).padStart(12, '0')}`, name, content, content_etag },
      ...{ author: is_corrected ? 'person' : 'transcription', bytes: Buffer.byteLength(content) },
      ...{ saved_at: at, created_at: at },
    }
    this.#versions.set(id, [version, ...(this.#versions.get(id) ?? [])])
    return version
  }

  #write(id: string, content: string, state: Pick<Document, 'is_corrected' | 'is_note' | 'visible_name'>): Document {
    const at = new Date(this.#now++).toISOString()
    const { notebook_uuid, page_uuid } = id === this.#page.id ? this.#page : { notebook_uuid: id, page_uuid: id }
    const document: Document = {
      ...{ id, workspace_id: this.#user, notebook_uuid, page_uuid, page_number: 1, content, conflicts: [] },
      ...{ content_etag: createHash('sha256').update(content).digest('hex'), created_at: at, saved_at: at },
      ...state,
    }
    this.#documents.set(id, document)
    return document
  }
}

function publicPart({ content: _, ...version }: Version) {
  return version
}
