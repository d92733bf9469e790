// SPDX-License-Identifier: AGPL-3.0-or-later
// What a workspace of the emulator answers, asked without HTTP.
import { beforeEach } from 'vitest'
import type { checks } from '../../e2e/emulators/notion/checks.mjs'
import { NotionError } from '../../e2e/emulators/notion/errors.mjs'
import { Workspace } from '../../e2e/emulators/notion/workspace.mjs'

export const versions = ['2022-06-28', '2025-09-03', '2026-03-11'] as const
export const [older, middle, newest] = versions

export type Json = Record<string, unknown>
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
export type Answer = any

export interface Refused {
  status: number
  code: string
  message: string
  check: keyof typeof checks
  isViolation: boolean
  additional_data?: Json | undefined
}

export const noon = Date.parse('2026-11-20T12:00:00Z')

/** A workspace, a page in it that a bot may see, and a database there with a property of each type. */
export class World {
  time = noon + 42_500
  uploads = new Map<string, { name: string; contentType: string; url: string }>()
  workspace = new Workspace({
    id: 'a7f3c1de-0000-4000-8000-000000000001',
    name: "Robin's Notion",
    now: () => this.time,
    uploads: { take: (id: string) => this.uploads.get(id) },
  })
  bot = {
    id: 'b07b07b0-0000-4000-8000-000000000001',
    name: 'rMirror',
    capabilities: { read: true, update: true, insert: true },
    pages: new Set<string>(),
    isExempt: false,
  }
  page = this.workspace.page('Notes')
  database = this.workspace.database({ title: 'Notebooks', parent: this.page, properties: schema })
  source = this.database.data_source_id
  version: string = newest

  constructor() {
    this.workspace.share(this.bot, this.page)
  }

  ask(method: string, path: string, body?: unknown, query = ''): Answer {
    const { version, bot } = this
    return this.workspace.answer({ method, path, body, query: new URLSearchParams(query), version, bot }).body
  }

  refused(method: string, path: string, body?: unknown, query = ''): Refused {
    try {
      this.ask(method, path, body, query)
    } catch (error) {
      if (error instanceof NotionError) return error as Refused
      throw error
    }
    throw new Error(`${method} ${path} was taken`)
  }

  append(children: unknown[], more: Json = {}, to = this.page): Answer[] {
    return this.ask('PATCH', `/blocks/${to}/children`, { children, ...more }).results
  }

  children(of: string): Answer[] {
    return this.ask('GET', `/blocks/${of}/children`).results
  }

  row(properties: Json, more: Json = {}): Answer {
    const parent = this.version === older ? { database_id: this.database.id } : { data_source_id: this.source }
    return this.ask('POST', '/pages', { parent, properties, ...more })
  }

  query(body?: Json, query = ''): Answer {
    const path = this.version === older ? `/databases/${this.database.id}` : `/data_sources/${this.source}`
    return this.ask('POST', `${path}/query`, body, query)
  }
}

const schema = {
  Name: { title: {} },
  T: { rich_text: {} },
  N: { number: { format: 'number' } },
  S: { select: { options: [{ name: 'red', color: 'red' }] } },
  M: { multi_select: {} },
  D: { date: {} },
  U: { url: {} },
  C: { checkbox: {} },
  St: { status: {} },
  E: { email: {} },
  P: { phone_number: {} },
  People: { people: {} },
  Files: { files: {} },
  Made: { created_time: {} },
  F: { formula: { expression: '1' } },
  Id: { unique_id: { prefix: 'NB' } },
}

/** One for each test of a file. */
export function worldForTests(): { current: World } {
  const holder = { current: new World() }
  beforeEach(() => {
    holder.current = new World()
  })
  return holder
}

export const text = (content: string, more: Json = {}) => ({ type: 'text', text: { content, ...more } })
export const rich = (content: string) => [text(content)]
export const paragraph = (content: string, children?: unknown[]) => ({
  type: 'paragraph',
  paragraph: { rich_text: rich(content), ...(children && { children }) },
})
export const toggle = (content: string, children?: unknown[]) => ({
  type: 'toggle',
  toggle: { rich_text: rich(content), ...(children && { children }) },
})
export const table = (width: number, rows: number[]) => ({
  table: {
    table_width: width,
    children: rows.map((cells) => ({ table_row: { cells: Array.from({ length: cells }, () => rich('cell')) } })),
  },
})
export const named = (name: string) => ({ Name: { title: rich(name) } })
export const plain = (block: Answer): string =>
  block[block.type].rich_text.map(({ plain_text }: { plain_text: string }) => plain_text).join('')
