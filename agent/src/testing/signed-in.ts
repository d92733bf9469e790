// SPDX-License-Identifier: AGPL-3.0-or-later
// The setup for tests of commands that ask a server: one server with one user for the whole file, and a notebook in the
// folder "desk".
import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'
import { type NotebookFiles, notebookFiles } from '../../../tests/generator/document.ts'
import { at, rmirrorWith, write } from './program.ts'
import { signUp, TestServer } from './server.ts'
import { uuid } from './watched.ts'

/** The notebook "Diary". */
export function layDiary(pages: NotebookFiles['pages'], name = 'Diary'): void {
  for (const { path, bytes } of notebookFiles({ uuid: uuid('d'), name, pages })) write(`desk/${path}`, bytes)
}

/** The time of every file in a folder. */
export function timesIn(folder: string): Record<string, number> {
  const names = readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(names.map((name) => [name, statSync(at(folder, name)).mtimeMs]))
}

class SignedIn {
  server!: TestServer
  token = ''

  readonly environment = () => ({ RMIRROR_TOKEN: this.token, RMIRROR_SERVER: this.server.url })
  readonly run = (...args: string[]) => rmirrorWith(this.environment(), ...args)

  async call(method: string, path: string, body?: object | string, headers: Record<string, string> = {}) {
    const answer = await fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(typeof body === 'object' && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : (body ?? null),
    })
    expect(answer.ok, `${method} ${path}`).toBe(true)
    return answer.status === 204 ? undefined : answer.json()
  }

  /** Returns the id of the note's document. */
  async writeNote(content: string, folder_uuid: string | null = null): Promise<string> {
    const { items } = await this.call('GET', '/api/v1/workspaces')
    return (await this.call('POST', `/api/v1/workspaces/${items[0].id}/documents`, { content, folder_uuid })).id
  }

  readonly put = (document: string, content: string) =>
    this.call('PUT', `/api/v1/documents/${document}`, { content }, { 'if-match': '*' })

  /** Returns its id. */
  async attach(document_id: string, file_name: string, content: string): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex')
    const facts = { file_name, content_type: 'image/png', size: content.length, sha256 }
    const { id, url, headers } = await this.call('POST', '/api/v1/uploads/presign', {
      ...{ scope: 'attachment', document_id, ...facts },
    })
    await this.call('PUT', url, content, headers)
    return (await this.call('POST', `/api/v1/uploads/${id}/complete`, {})).id
  }
}

/** Pages aren't transcribed, but the server looks as if they could be. */
export function signedIn(): SignedIn {
  const world = new SignedIn()
  beforeAll(async () => {
    world.server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off', RMIRROR_ANTHROPIC_API_KEY: 'no-one-asks' })
    world.token = (await signUp(world.server)).token
  })
  afterAll(() => world.server.stop())
  return world
}
