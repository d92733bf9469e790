// SPDX-License-Identifier: AGPL-3.0-or-later
// Servers that deliver to emulators of all pushed targets, and people with a library and an integration.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import { Connection } from '../../world/database.ts'
import { hangLimits } from '../../world/patience.ts'
import { type Program, startDatabase, startServer } from '../../world/programs.ts'
import { type Answer, Api, type Question } from '../answers.ts'
import { Device, signIn, signUp, uuid } from '../library.ts'
import { type Emulated, emulators } from './emulators.ts'

type Json = NonNullable<Question['json']>

export interface Record {
  id: string
  target_name: string
  item_type: string
  item_key: string
  status: string
  error_class: string | null
  error_message: string | null
  retry_count: number
  kept: number
}

const usualSize = 20

/** The n-th stays the same highlight whatever its text is. */
const highlight = (original_text: string, nth: number) => ({
  original_text,
  color: 'yellow',
  rects: [{ x: nth, y: 1, width: 2, height: 3 }],
})

const typed = (text: string) => ({ typed_text: text, typed_markdown: text })
const typedTask = (text: string) => ({ typed_text: text, typed_markdown: `- [ ] ${text}` })

/**
 * Each text as an item of that type: marked on one page of its notebook, or typed on a page of its own, which is in a
 * notebook of its own if these are the items.
 */
export function libraryOf(type: string, texts: string[], perNotebook = type === 'notebook' ? 1 : usualSize) {
  const size = type === 'notebook' ? 1 : perNotebook
  const notebooks = Array.from({ length: Math.ceil(texts.length / size) }, (_, nth) => {
    const own = texts.slice(nth * size, (nth + 1) * size)
    const pages =
      type === 'highlight' ? [{ highlights: own.map(highlight) }] : own.map(type === 'todo' ? typedTask : typed)
    return {
      notebook_uuid: uuid(1 + nth),
      document_type: 'notebook',
      visible_name: `Diary ${nth + 1}`,
      pages: pages.map((page, at) => ({ page_uuid: uuid(1000 * (1 + nth) + at), has_ink: false, ...page })),
    }
  })
  // A library is never told as empty.
  const document_type = type === 'notebook' ? 'folder' : 'notebook'
  const rest = { notebook_uuid: uuid(999), document_type, visible_name: 'Empty', pages: [] }
  return { scope: 'library', notebooks: [...notebooks, rest] }
}

export const textsUpTo = (count: number) => Array.from({ length: count }, (_, nth) => `Passage ${nth + 1}`)

export class Delivering implements AsyncDisposable {
  readonly emulated: globalThis.Record<string, Emulated> = {}
  #database: Program | undefined
  #connection: Connection | undefined
  #server: Program | undefined
  #settings: globalThis.Record<string, string> = {}

  /** `role` is the server's: one that only answers leaves the work to workers. `more` can name another database. */
  static async start(role: 'all' | 'api' = 'all', more: globalThis.Record<string, string> = {}): Promise<Delivering> {
    const world = new Delivering()
    world.#settings = { RMIRROR_DATA_DIR: mkdtempSync(join(tmpdir(), 'rmirror-delivering-')) }
    for (const [name, start] of Object.entries(emulators)) {
      const emulated = await start()
      world.emulated[name] = emulated
      Object.assign(world.#settings, emulated.settings)
    }
    Object.assign(world.#settings, more)
    world.#database = await startDatabase()
    world.#connection = new Connection(world.#settings.RMIRROR_DATABASE_URL ?? world.#database.said)
    world.#server = await startServer(world.#database.said, world.#settings, 'native', role)
    return world
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]()
    await this.#connection?.[Symbol.asyncDispose]()
    await this.#database?.[Symbol.asyncDispose]()
    for (const { close } of Object.values(this.emulated)) await close()
    rmSync(this.#settings.RMIRROR_DATA_DIR ?? '', { recursive: true })
  }

  get api(): Api {
    return new Api(this.#server?.said ?? '')
  }

  get address(): string {
    return this.#server?.said ?? ''
  }

  /** Of the server. */
  get pid(): number {
    return this.#server?.pid ?? 0
  }

  /** The rows of its answer, a line each. */
  async ask(sql: string): Promise<string> {
    return (await this.#connection?.ask(sql)) ?? ''
  }

  /** After its database has failed over. */
  async reconnect(): Promise<void> {
    await this.#connection?.[Symbol.asyncDispose]()
    this.#connection = new Connection(this.#settings.RMIRROR_DATABASE_URL ?? '')
  }

  /** One that delivers, beside the server. */
  startWorker(): Promise<Program> {
    return startServer(this.#database?.said ?? '', this.#settings, 'native', 'worker')
  }

  /** A person with an account, who has the same name at the target. Their library is compared by items of one type. */
  async person(target: string, who: string, type = 'highlight'): Promise<Person> {
    const token = await signUp(this.api, `${who}@example.org`)
    const emulated = this.emulated[target]
    if (!emulated) throw new Error(`No emulator of ${target}: tests/contract/targets/emulators.ts needs a row for it`)
    const { id } = (await this.api.ask('GET /api/v1/me', { token })).body
    const person = new Person(this, emulated, { target, who, type, token, id: id as string })
    await person.connect()
    return person
  }

  /** What a killed worker held is missed at once. */
  endLeases(): Promise<string> {
    return this.ask(`UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
  }
}

/** Looks at what people did at the service go on for as long as the server runs. */
const isWrite = ({ method, path }: { method: string; path: string }) =>
  method !== 'GET' && method !== 'PROPFIND' && !/\/(query|search)$/.test(path)

export class Person {
  readonly #world: Delivering
  #token: string
  readonly emulated: Emulated
  readonly target: string
  readonly who: string
  readonly id: string
  readonly #type: string
  /** The last change that was looked at. */
  #since = '0'

  constructor(
    world: Delivering,
    emulated: Emulated,
    { target, who, type, token, id }: { target: string; who: string; type: string; token: string; id: string },
  ) {
    this.#world = world
    this.emulated = emulated
    this.target = target
    this.who = who
    this.id = id
    this.#type = type
    this.#token = token
  }

  get token(): string {
    return this.#token
  }

  /** Once more: a token ends after a quarter of an hour. */
  async signIn(): Promise<void> {
    this.#token = await signIn(this.#world.api, `${this.who}@example.org`)
  }

  /** What they write on, with the pages of a notebook. */
  device(notebook: number): Device {
    return new Device(this.#world.api, this.#token, notebook)
  }

  /** Their whole library: each text as an item, `size` of them in a notebook. */
  write(texts: string[], size?: number): Promise<void> {
    return this.announce(libraryOf(this.#type, texts, size))
  }

  async announce(library: object): Promise<void> {
    const answer = await this.ask('POST /api/v1/sync/manifest', { json: library as Json })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }

  ask(operation: string, more: Question = {}, path?: string): Promise<Answer> {
    return this.#world.api.ask(operation, { token: this.#token, ...more }, path)
  }

  /** One of `/api/v1/integrations/:target_name…`. */
  integration(method: string, json?: object, below = '', query = ''): Promise<Answer> {
    const route = '/api/v1/integrations/:target_name'
    const path = `/api/v1/integrations/${this.target}${below}${query}`
    return this.ask(`${method} ${route}${below}`, json === undefined ? {} : { json: json as Json }, path)
  }

  /** Each request counts on where the last one ended. */
  async preview(json: object = {}): Promise<Answer> {
    for (;;) {
      const answer = await this.integration('POST', json, '/preview')
      if (answer.status !== 202) return answer
    }
  }

  /** A comparison that was asked for, when all of it is delivered. */
  async syncNow(): Promise<Answer['body']> {
    let { body } = await this.ask('POST /api/v1/sync/trigger', { json: { target_name: this.target } })
    const path = `/api/v1/sync/trigger/${body.id}`
    await this.until('the end of a comparison', async () => {
      body = (await this.ask('GET /api/v1/sync/trigger/:id', {}, path)).body
      return body.state === 'done'
    })
    return body
  }

  /** Where the target needs it; also again. */
  async connect(): Promise<void> {
    const json = this.emulated.connection?.(this.who)
    if (json) expect((await this.ask('POST /api/v1/connections', { json })).status).toBe(201)
  }

  /** Connects the two, with what was entered and what is shown once. */
  async setUp(more: object = {}): Promise<void> {
    const answer = await this.integration('PUT', { settings: this.emulated.valuesOf(this.who), ...more })
    expect(answer.status).toBe(200)
    this.emulated.adopt(this.who, answer.body.drawn)
  }

  /** From now on, for this person alone; the answer ends it, and tells whether it was still to come. */
  suffer(fault: Fault): () => boolean {
    const theirs = this.emulated.of(this.who, fault)
    this.emulated.service.faults.add(theirs)
    return () => this.emulated.service.faults.drop(theirs)
  }

  calls(): Emulated['service']['requests'] {
    return this.emulated.calls(this.who)
  }

  /** Of the items that are there. */
  texts(): string[] {
    return this.emulated.texts(this.who, this.#type).toSorted()
  }

  async records(): Promise<Record[]> {
    const items: Record[] = []
    for (let cursor = ''; ; ) {
      const query = `?target_name=${this.target}&item_type=${this.#type}&limit=500${cursor && `&cursor=${cursor}`}`
      const { body } = await this.ask('GET /api/v1/sync/records', {}, `/api/v1/sync/records${query}`)
      items.push(...body.items)
      if (body.next === null) return items
      cursor = body.next
    }
  }

  async state(): Promise<{
    state: string
    counts: globalThis.Record<string, number>
    stopped: Json
    settings: globalThis.Record<string, string>
    secrets: globalThis.Record<string, boolean>
  }> {
    return (await this.integration('GET')).body
  }

  /** What only waits for the clock is due at once; what is locked stays, or both would wait for each other. */
  hurry(): Promise<string> {
    const theirs = `user_id = '${this.id}'`
    return this.#world.ask(
      `UPDATE sync_queue SET run_after = now()
       WHERE ${theirs} AND id IN (SELECT id FROM sync_queue WHERE status = 'retry' AND run_after > now() AND ${theirs}
                                  FOR UPDATE SKIP LOCKED);
       DELETE FROM queue_holds WHERE ${theirs} AND until < 'infinity'`,
    )
  }

  /** Looks again whenever something has changed for them. What writes at the service is slow, and doesn't hang. */
  async until(what: string, isSo: () => boolean | Promise<boolean>, hurries = true): Promise<void> {
    let writes = 0
    for (let end = Date.now() + hangLimits.poll; Date.now() < end; ) {
      if (await isSo()) return
      const made = this.calls().filter(isWrite).length
      if (made > writes) {
        writes = made
        end = Date.now() + hangLimits.poll
      }
      if (hurries) await this.hurry()
      const news = await this.ask('GET /api/v1/changes', {}, `/api/v1/changes?since=${this.#since}&wait=1`)
      this.#since = news.body.next
    }
    const { state, counts, stopped } = await this.state()
    const seen = { state, counts, stopped, texts: this.texts().slice(0, 10) }
    throw new Error(`${this.who} never sees: ${what}. ${JSON.stringify(seen)}`)
  }

  /** Whether every change of the library has been queued, and everything queued has been delivered. */
  async isAtRest(): Promise<boolean> {
    const changesAhead = `
      SELECT count(*) FROM integrations
      JOIN change_counters USING (user_id)
      WHERE user_id = '${this.id}' AND target_name = '${this.target}' AND is_enabled
        AND change_counters.last > cursor_change`
    // An item that a worker has only just claimed is in no count of the API.
    const open = `
      SELECT count(*) FROM sync_queue
      WHERE user_id = '${this.id}' AND target_name = '${this.target}' AND status IN ('pending', 'processing', 'retry')`
    // First: what is queued afterwards is counted below.
    if ((await this.#world.ask(changesAhead)).trim() !== '0') return false
    if ((await this.#world.ask(open)).trim() !== '0') return false
    return (await this.state()).state === 'active'
  }

  untilAtRest(hurries = true): Promise<void> {
    return this.until('rest', () => this.isAtRest(), hurries)
  }

  /** Looks at what people did at the service come to an end and begin no more: every call is a delivery's. */
  endLooks(): Promise<void> {
    const theirs = `user_id = '${this.id}'`
    const looking = () =>
      this.#world.ask(`UPDATE integrations SET look_due_at = 'infinity' WHERE ${theirs};
                       SELECT count(*) FROM integrations WHERE ${theirs} AND (looking_until > now() OR look_due_at < 'infinity')`)
    return this.until('the end of a look', async () => (await looking()).trim() === '0', false)
  }

  /** Until just these texts are there. */
  untilThere(texts: string[], hurries = true): Promise<void> {
    const wanted = texts.toSorted().join('\n')
    return this.until(`${texts.length} texts`, () => this.texts().join('\n') === wanted, hurries)
  }
}
