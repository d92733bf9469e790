// SPDX-License-Identifier: AGPL-3.0-or-later
// The server with one person in each role, and what the person among them has.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'
import { askDatabase, type Served, serve } from '../../world/programs.ts'
import { type Answer, Api, type Question } from '../answers.ts'
import { Device, notebook, png, signIn, signUp, uuid } from '../library.ts'
import type { Json } from '../openapi.ts'
import type { Role } from './table.ts'

/** In everything that is in the shared workspace, and in everything that isn't. */
export const words = { shared: 'quillwort', private: 'zinnwaldite' }

export type Place = keyof typeof words

type Notion = Awaited<ReturnType<typeof startNotion>>

/** What is in a place, by id. */
export interface Things {
  workspace: string
  notebook: string
  /** The number in its notebook_uuid, and that of its page. */
  number: number
  page: string
  todo: string
  highlight: string
  version: string
  attachment: string
  note: string
  link: string
}

/** A notebook, by the server's id and by the tablet's. */
export interface Named {
  id: string
  uuid: string
}

export const pathOf = (operation: string, ids: string[]) => {
  const left = [...ids]
  return operation.split(' ')[1]?.replace(/:\w+/g, () => left.shift() ?? '') ?? ''
}

const sketch = png(7)
const emailOf = (name: string) => `${name.replaceAll(' ', '-')}@example.org`

export class House implements AsyncDisposable {
  readonly api: Api
  readonly notion: Notion
  readonly #downloads: string
  readonly #served: Served
  #made = 100
  /** By what each role is known to the server. */
  readonly callers: Partial<Record<Role, Question>> = { nobody: {} }
  readonly ids: Partial<Record<Role, string>> = {}

  private constructor(served: Served, notion: Notion, downloads: string) {
    this.#served = served
    this.notion = notion
    this.#downloads = downloads
    this.api = new Api(served.server)
  }

  static async open(): Promise<House> {
    const downloads = mkdtempSync(join(tmpdir(), 'rmirror-downloads-'))
    writeFileSync(join(downloads, 'rmirror-0.4.0-linux-x64.tar.gz'), 'a package')
    const notion = await startNotion()
    const served = await serve({
      RMIRROR_TEST_NOTION_BASE_URL: notion.address,
      RMIRROR_PUBLIC_URL: 'http://rmirror.example.org',
      RMIRROR_DOWNLOADS_DIR: downloads,
      RMIRROR_PRIVATE_URLS: 'on',
      RMIRROR_TEST_READWISE_BASE_URL: 'http://127.0.0.1:1',
      RMIRROR_TEST_TODOIST_BASE_URL: 'http://127.0.0.1:1',
      RMIRROR_GITHUB_CLIENT_ID: 'rmirror',
      RMIRROR_GITHUB_CLIENT_SECRET: 'secret',
    })
    const house = new House(served, notion, downloads)
    for (const role of ['stranger', 'removed member', 'admin', 'viewer', 'member', 'owner', 'person'] as const)
      house.callers[role] = { token: await house.signUp(role) }
    const list = house.sql(`SELECT id || ' ' || email FROM users`).split('\n')
    for (const role of Object.keys(house.callers) as Role[])
      house.ids[role] = list.find((line) => line.endsWith(` ${emailOf(role)}`))?.split(' ')[0] ?? ''
    house.sql(`SET ROLE rmirror_system; INSERT INTO admins VALUES ('${house.ids.admin}')`)
    return house
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#served[Symbol.asyncDispose]()
    await this.notion.close()
    rmSync(this.#downloads, { recursive: true })
  }

  sql(text: string): string {
    return askDatabase(this.#served.database, text)
  }

  signUp(name: string): Promise<string> {
    return signUp(this.api, emailOf(name))
  }

  get device(): Device {
    return new Device(this.api, this.callers.person?.token ?? '', 1)
  }

  get person(): string {
    return this.ids.person ?? ''
  }

  /** As the person, unless told otherwise; it has to go well. */
  async ask(operation: string, ids: string[] = [], question: Question = {}, role: Role = 'person'): Promise<Answer> {
    const answer = await this.api.ask(operation, { ...this.callers[role], ...question }, pathOf(operation, ids))
    if (answer.status >= 300) throw new Error(`${operation}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }

  /** The id in the answer. */
  async make(operation: string, ids: string[], json: Json): Promise<string> {
    return (await this.ask(operation, ids, { json })).body.id
  }

  /** A row of the person's: its id. */
  row(table: string, columns: string, values: string): string {
    return this.sql(
      `INSERT INTO ${table} (user_id, ${columns}) VALUES ('${this.person}', ${values.replaceAll('#', `${++this.#made}`)}) RETURNING id`,
    )
  }

  async session(): Promise<string> {
    const known = await this.#sessions()
    await signIn(this.api, emailOf('person'))
    return (await this.#sessions()).find((id) => !known.includes(id)) ?? ''
  }

  async #sessions(): Promise<string[]> {
    const { sessions } = (await this.ask('GET /api/v1/auth/sessions')).body
    return sessions.map(({ id }: { id: string }) => id)
  }

  async agent(): Promise<string> {
    const name = `shelf ${++this.#made} ${words.private}`
    await this.ask('POST /api/v1/auth/agent-token', [], { json: { name } })
    const { items } = (await this.ask('GET /api/v1/auth/agent-tokens')).body
    return items.find((item: { name: string }) => item.name === name).id
  }

  async join(workspace: string, role: 'viewer' | 'member' | 'owner', who: Role): Promise<void> {
    const invite = 'POST /api/v1/workspaces/:workspace_id/invitations'
    const { token } = (await this.ask(invite, [workspace], { json: { role } })).body
    await this.ask('POST /api/v1/invitations/accept', [], { json: { token } }, who)
  }

  /** With all roles, of which one is removed at once. */
  async workspace(): Promise<string> {
    const name = `About ${words.shared}`
    const id = await this.make('POST /api/v1/workspaces', [], { name })
    for (const role of ['viewer', 'member', 'owner'] as const) await this.join(id, role, role)
    await this.join(id, 'member', 'removed member')
    const removed = this.ids['removed member'] ?? ''
    await this.ask('DELETE /api/v1/workspaces/:workspace_id/members/:user_id', [id, removed])
    return id
  }

  /** A notebook of one page, both with this number or a new one. */
  async notebook(place: Place, workspace: string, number = ++this.#made): Promise<Named> {
    const notebooks = [notebook(number, [number], `Diary ${words[place]}`)]
    await this.device.announceManifest({ scope: 'notebooks', notebooks })
    const { id } = (await this.ask('GET /api/v1/notebooks/:notebook_uuid', [uuid(number)])).body
    if (workspace !== this.person)
      await this.ask('PUT /api/v1/notebooks/:notebook_uuid/workspace', [id], { json: { workspace_id: workspace } })
    return { id, uuid: uuid(number) }
  }

  async deleted(place: Place, workspace: string): Promise<Named> {
    const made = await this.notebook(place, workspace)
    await this.ask('DELETE /api/v1/notebooks/:notebook_uuid', [made.uuid])
    return made
  }

  /** What a file for a document is. */
  factsOf(document_id: string, place: Place): Json {
    const sha256 = createHash('sha256').update(sketch).digest('hex')
    const facts = { file_name: `${words[place]}.png`, content_type: 'image/png', size: sketch.length, sha256 }
    return { scope: 'attachment', document_id, ...facts }
  }

  async presign(page: string, place: Place): Promise<{ id: string; headers: Record<string, string> }> {
    return (await this.ask('POST /api/v1/uploads/presign', [], { json: this.factsOf(page, place) })).body
  }

  /** Whose content was sent: its id. */
  async sent(page: string, place: Place): Promise<string> {
    const { id, headers } = await this.presign(page, place)
    await this.ask('PUT /api/v1/uploads/:id/content', [id], { bytes: sketch, headers })
    return id
  }

  async attachment(page: string, place: Place): Promise<string> {
    const id = await this.sent(page, place)
    await this.ask('POST /api/v1/uploads/:id/complete', [id])
    return id
  }

  note(workspace: string, place: Place): Promise<string> {
    const create = 'POST /api/v1/workspaces/:workspace_id/documents'
    return this.make(create, [workspace], { content: `A note on ${words[place]}` })
  }

  async link(number: number): Promise<{ id: string; token: string }> {
    const json = { notebook_uuid: uuid(number), allows_download: true, shown_name: 'Ann' }
    return (await this.ask('POST /api/v1/links', [], { json })).body
  }

  async furnish(place: Place, workspace: string, number: number): Promise<Things> {
    const { id } = await this.notebook(place, workspace, number)
    const word = words[place]
    await this.device.of(number).put(number)
    const page = this.sql(
      `UPDATE pages SET ocr_text = 'On ${word}', ocr_status = 'completed'
       WHERE user_id = '${this.person}' AND page_uuid = '${uuid(number)}' RETURNING id`,
    )
    const named = { name: `Version of ${word}` }
    const { items } = (await this.ask('POST /api/v1/documents/:id/versions', [page], { json: named })).body
    return {
      ...{ workspace, notebook: id, number, page, version: items[0].id },
      todo: this.row('todos', 'page_id, ordinal, text, text_hash', `'${page}', 0, 'Buy ${word}', 't1:#'`),
      highlight: this.row(
        'highlights',
        'page_id, ordinal, original_text, text_hash',
        `'${page}', 0, '${word}', 't1:#'`,
      ),
      attachment: await this.attachment(page, place),
      note: await this.note(workspace, place),
      link: (await this.link(number)).id,
    }
  }
}
