// SPDX-License-Identifier: AGPL-3.0-or-later
// What one person costs: a first sync of 1,000 pages, then a month in which ten pages a day are written, transcribed,
// delivered to Notion, and looked at in the dashboard.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startClaude } from '../../../e2e/emulators/claude/claude.mjs'
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'
import { notebookProperties } from '../../world/notion-schema.ts'
import { withText } from '../../world/png.ts'
import { processorSeconds, processorSecondsWithChildren } from '../../world/processor-time.ts'
import { askDatabase } from '../../world/programs.ts'
import { type AnnouncedNotebook, ask, notebookOf, send, sendDisplayImage, sendPicture, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'

const notebooks = 20
const pagesEach = 50
export const days = 30
export const pagesADay = 10
/** Images of pages that are opened a day, each once. */
const openedADay = 20

/** Of the database and the server, while one person did something. */
export interface Cost {
  rows: number
  databaseBytes: number
  imageBytes: number
  logBytes: number
  requests: number
  /** Of the server and of PostgreSQL, in seconds. */
  serverSeconds: number
  databaseSeconds: number
  transcriptions: number
  notionCalls: number
}

export interface PersonCost {
  first: Cost
  month: Cost
}

export async function measurePerson(png: Uint8Array): Promise<PersonCost> {
  const claude = await startClaude()
  const notion = await startNotion({ tokens: [], limits: { calls: 1_000_000 } })
  try {
    const workspace = randomUUID()
    const { content } = notion.emulator.found({ id: workspace, name: 'Bench' })
    notion.emulator.admit({ token: 'ntn_bench', workspace })
    const { data_source_id } = content.database({ title: 'Notes', properties: notebookProperties })
    await using bench = await startBench({
      RMIRROR_ANTHROPIC_API_KEY: 'sk-ant-bench',
      RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
      RMIRROR_TEST_NOTION_BASE_URL: notion.address,
      RMIRROR_NOTION_CALLS_PER_MINUTE: '10000',
      RMIRROR_TEST_NOTION_PICTURE_SECONDS: '0',
      RMIRROR_FREE_PAGES: '1000000',
    })
    const calls = () => ({
      transcriptions: claude.log.requests.length,
      notionCalls: notion.emulator.log.requests.length,
    })
    const person = new Person(bench, await signUp(bench), png)
    await ask(bench, person.token, 'POST', 'connections', { provider: 'notion', token: 'ntn_bench' })
    await ask(bench, person.token, 'PUT', 'integrations/notion', { settings: { data_source: data_source_id } })
    const first = await person.costOf(calls, () => person.syncFirst())
    const month = await person.costOf(calls, () => person.liveAMonth())
    return { first, month }
  } finally {
    await claude.close()
    await notion.close()
  }
}

const newInk = () => `i1:${randomUUID().replaceAll('-', '')}`
const lookOf = ({ ink_hash }: { ink_hash: string }) => ink_hash.replace('i1:', 'l1:')

class Person {
  readonly token: string
  readonly #bench: Bench
  readonly #png: Uint8Array
  readonly #library = Array.from({ length: notebooks }, () => notebookOf(pagesEach, newInk))

  constructor(bench: Bench, token: string, png: Uint8Array) {
    this.#bench = bench
    this.token = token
    this.#png = png
  }

  async costOf(calls: () => Pick<Cost, 'transcriptions' | 'notionCalls'>, what: () => Promise<void>): Promise<Cost> {
    const state = async () => ({ ...this.#stored(), ...this.#times(), requests: await this.#requests(), ...calls() })
    const before = await state()
    await what()
    await this.#rest()
    const after = await state()
    const names = Object.keys(before) as (keyof Cost)[]
    return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as Cost
  }

  async syncFirst(): Promise<void> {
    await this.#announce('library', this.#library)
    for (const notebook of this.#library) for (const page of notebook.pages) await this.#draw(notebook, page)
  }

  async liveAMonth(): Promise<void> {
    for (let day = 0; day < days; day++) {
      for (let nth = 0; nth < pagesADay; nth++) await this.#write(day * pagesADay + nth)
      await this.#look(day)
    }
  }

  /** A page is changed, by turns in all notebooks. */
  async #write(nth: number): Promise<void> {
    const notebook = this.#library[nth % notebooks] as AnnouncedNotebook
    const page = notebook.pages[Math.floor(nth / notebooks) % pagesEach] as AnnouncedNotebook['pages'][number]
    page.ink_hash = newInk()
    await this.#announce('notebooks', [notebook])
    await this.#draw(notebook, page)
  }

  #announce(scope: string, changed: AnnouncedNotebook[]) {
    const looked = changed.map(({ pages, ...notebook }) => ({
      ...notebook,
      pages: pages.map((page) => ({ ...page, look_hash: lookOf(page) })),
    }))
    return send(this.#bench, this.token, JSON.stringify({ scope, notebooks: looked }))
  }

  async #draw(notebook: AnnouncedNotebook, page: AnnouncedNotebook['pages'][number]): Promise<void> {
    const image = withText(this.#png, randomUUID())
    await sendPicture(this.#bench, this.token, notebook, page, image)
    const look = { page_uuid: page.page_uuid, look_hash: lookOf(page) }
    await sendDisplayImage(this.#bench, this.token, notebook, look, image)
  }

  /** In the dashboard: the tree, a notebook, some pages, a search, the to-dos, and what changes. */
  async #look(day: number): Promise<void> {
    const notebook = this.#library[day % notebooks] as AnnouncedNotebook
    const path = `notebooks/${notebook.notebook_uuid}`
    for (const route of ['notebooks/tree', path, 'search?q=the', 'todos', 'quota', 'integrations', 'notifications'])
      await ask(this.#bench, this.token, 'GET', route)
    for (const { page_uuid } of notebook.pages.slice(0, openedADay))
      await this.#fetchImage(`${path}/pages/${page_uuid}`)
  }

  async #fetchImage(page: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.token}` }
    const answer = await fetch(`${this.#bench.url}/api/v1/${page}/image?purpose=display`, { headers })
    if (!answer.ok) throw new Error(`${page}: ${answer.status}`)
    await answer.arrayBuffer()
  }

  /** Until everything is transcribed and delivered. */
  async #rest(): Promise<void> {
    const open = `SELECT (SELECT count(*) FROM sync_queue WHERE status IN ('pending', 'processing', 'retry'))
      + (SELECT count(*) FROM integrations JOIN change_counters USING (user_id) WHERE cursor_change < last)`
    while (askDatabase(this.#bench.databaseUrl, open) !== '0') await sleep(500)
  }

  #stored() {
    const tables = "relkind = 'r' AND relnamespace = 'public'::regnamespace"
    askDatabase(this.#bench.databaseUrl, 'VACUUM ANALYZE')
    const answer = askDatabase(
      this.#bench.databaseUrl,
      `SELECT (SELECT sum(reltuples)::bigint FROM pg_class WHERE ${tables} AND reltuples > 0),
              (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE ${tables}),
              (SELECT coalesce(sum(size_bytes), 0) FROM blobs), pg_current_wal_lsn() - '0/0'`,
    )
    const [rows = 0, databaseBytes = 0, imageBytes = 0, logBytes = 0] = answer.split('|').map(Number)
    return { rows, databaseBytes, imageBytes, logBytes }
  }

  async #requests(): Promise<number> {
    const text = await (await fetch(`${this.#bench.url}/metrics`)).text()
    const counts = text.split('\n').filter((line) => line.startsWith('rmirror_http_requests_total{'))
    return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }

  #times() {
    const postmaster = Number(
      readFileSync(`${askDatabase(this.#bench.databaseUrl, 'SHOW data_directory')}/postmaster.pid`, 'utf8').split(
        '\n',
      )[0],
    )
    return {
      serverSeconds: processorSeconds(this.#bench.pid),
      databaseSeconds: processorSecondsWithChildren(postmaster),
    }
  }
}
