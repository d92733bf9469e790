// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device tells of a library, and the pictures of its pages that it sends.
import { createHash } from 'node:crypto'
import { writePng } from '../world/png.ts'
import type { Answer, Api, Question } from './answers.ts'

export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** In a manifest; its handwriting is named after its number. */
export const page = (number: number) => ({ page_uuid: uuid(number), ink_hash: `i1:${number}`, has_ink: true })

export const notebook = (number: number, pages: number[], visible_name = 'Diary') => ({
  notebook_uuid: uuid(number),
  document_type: 'notebook',
  visible_name,
  pages: pages.map(page),
})

/** A square picture of one grey, of at most 255 by 255 pixels of 8 bits. */
export function png(grey: number, edge = 8): Uint8Array<ArrayBuffer> {
  const rows = Buffer.concat(Array.from({ length: edge }, () => Buffer.from([0, ...Array(edge).fill(grey)])))
  return new Uint8Array(writePng({ width: edge, height: edge, rows }))
}

const credentials = (email: string) => ({ email, password: 'correct horse battery staple' })

export async function signUp(api: Api, email: string): Promise<string> {
  return String((await api.ask('POST /api/v1/auth/signup', { json: credentials(email) })).body.access_token)
}

export async function signIn(api: Api, email: string): Promise<string> {
  return String((await api.ask('POST /api/v1/auth/login', { json: credentials(email) })).body.access_token)
}

/** One that is signed in, with one notebook. */
export class Device {
  readonly #api: Api
  readonly #token: string
  readonly notebook: number

  constructor(api: Api, token: string, notebookNumber: number) {
    this.#api = api
    this.#token = token
    this.notebook = notebookNumber
  }

  static async signUp(api: Api, email: string, notebookNumber = 1): Promise<Device> {
    return new Device(api, await signUp(api, email), notebookNumber)
  }

  /** The same, with another notebook. */
  of(notebookNumber: number): Device {
    return new Device(this.#api, this.#token, notebookNumber)
  }

  /** The same, where the server is now. */
  at(api: Api): Device {
    return new Device(api, this.#token, this.notebook)
  }

  /** Announces all there is: the notebook with these pages. */
  announce(pages: number[]): Promise<Answer> {
    return this.announceManifest({ scope: 'library', notebooks: [notebook(this.notebook, pages)] })
  }

  announceManifest(manifest: NonNullable<Question['json']>): Promise<Answer> {
    return this.#api.ask('POST /api/v1/sync/manifest', { token: this.#token, json: manifest })
  }

  /** Sends a page's picture, by default the one that is its own; `look` is what its handwriting is named after. */
  put(number: number, more: Partial<Question> = {}, query = '', bytes = png(number), look = number): Promise<Answer> {
    const digest = createHash('sha256').update(bytes).digest('base64')
    const path = `${this.pathOf(number)}/image?ink_hash=i1:${look}&x=0&y=0&width=8&height=8${query}`
    const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
    const question = { token: this.#token, headers, bytes, ...more }
    return this.#api.ask('PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image', question, path)
  }

  image(number: number, more: Partial<Question> = {}): Promise<Answer> {
    const operation = 'GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image'
    return this.#api.ask(operation, { token: this.#token, ...more }, `${this.pathOf(number)}/image`)
  }

  page(number: number): Promise<Answer> {
    const operation = 'GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid'
    return this.get(operation, this.pathOf(number))
  }

  shownNotebook(): Promise<Answer> {
    return this.get('GET /api/v1/notebooks/:notebook_uuid', `/api/v1/notebooks/${uuid(this.notebook)}`)
  }

  /** `path` when the route has parameters. */
  get(operation: string, path?: string): Promise<Answer> {
    return this.#api.ask(operation, { token: this.#token }, path)
  }

  ask(operation: string, json: NonNullable<Question['json']>, path: string): Promise<Answer> {
    return this.#api.ask(operation, { token: this.#token, json }, path)
  }

  completeTodo(id: string, is_completed: boolean): Promise<Answer> {
    const question = { token: this.#token, json: { is_completed } }
    return this.#api.ask('PATCH /api/v1/todos/:id', question, `/api/v1/todos/${id}`)
  }

  transcribeAgain(number: number, json: NonNullable<Question['json']>): Promise<Answer> {
    const operation = 'POST /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/transcribe-again'
    return this.#api.ask(operation, { token: this.#token, json }, `${this.pathOf(number)}/transcribe-again`)
  }

  /** Deletes its notebook. */
  remove(): Promise<Answer> {
    const path = `/api/v1/notebooks/${uuid(this.notebook)}`
    return this.#api.ask('DELETE /api/v1/notebooks/:notebook_uuid', { token: this.#token }, path)
  }

  restore(): Promise<Answer> {
    const path = `/api/v1/notebooks/${uuid(this.notebook)}/restore`
    return this.#api.ask('POST /api/v1/notebooks/:notebook_uuid/restore', { token: this.#token }, path)
  }

  /** Once more, what failed. */
  retry(queueId: string): Promise<Answer> {
    return this.#api.ask(
      'POST /api/v1/sync/queue/:id/retry',
      { token: this.#token },
      `/api/v1/sync/queue/${queueId}/retry`,
    )
  }

  pathOf(number: number): string {
    return `/api/v1/notebooks/${uuid(this.notebook)}/pages/${uuid(number)}`
  }
}
