// SPDX-License-Identifier: AGPL-3.0-or-later
// A database for todos in the emulator of Notion, and pages with todos.
import { uuid } from '../library.ts'
import type { Person } from './delivering.ts'

/** All that rows of todos need. */
export const todoProperties = {
  ...{ Task: { title: {} }, Completed: { checkbox: {} }, UUID: { rich_text: {} }, Notebook: { rich_text: {} } },
  ...{ 'Notebook UUID': { rich_text: {} }, Page: { number: {} }, Confidence: { number: {} } },
  ...{ 'Date Written': { date: {} }, 'Link to Source': { url: {} }, Tags: { multi_select: {} } },
  'Synced At': { date: {} },
}

/** What a person sees of a row. */
export interface TodoRow {
  id: string
  task: string
  completed: boolean
  // biome-ignore lint/suspicious/noExplicitAny: properties as Notion shows them.
  properties: Record<string, any>
}

const rest = { notebook_uuid: uuid(999), document_type: 'notebook', visible_name: 'Empty', pages: [] }

/** A notebook with these pages, of Markdown. */
export const pagesOf = (texts: string[], visible_name = 'Diary') => ({
  notebook_uuid: uuid(1),
  document_type: 'notebook',
  visible_name,
  pages: texts.map((text, nth) => ({
    page_uuid: uuid(1000 + nth),
    has_ink: false,
    typed_text: text,
    typed_markdown: text,
  })),
})

export const libraryOfPages = (texts: string[], name?: string) => ({
  scope: 'library',
  notebooks: [pagesOf(texts, name), rest],
})
export const emptyLibrary = { scope: 'library', notebooks: [rest] }

export class TodoDatabase {
  readonly #kim: Person
  readonly id: string

  constructor(kim: Person, more: object = {}) {
    this.#kim = kim
    this.id = this.content.database({ title: 'Todos', properties: { ...todoProperties, ...more } }).data_source_id
  }

  /** What people do in the workspace. */
  get content() {
    return this.#kim.emulated.service.state()[this.#kim.who].content
  }

  /** What the person enters. */
  get settings(): Record<string, string> {
    return { ...this.#kim.emulated.valuesOf(this.#kim.who), todo_data_source: this.id }
  }

  get rows(): TodoRow[] {
    interface Node {
      id: string
      in_trash: boolean
      properties: TodoRow['properties']
    }
    const nodes: Node[] = this.content.tree(this.id).children
    return nodes
      .filter(({ in_trash }) => !in_trash)
      .map(({ id, properties }) => ({
        ...{ id, properties, completed: properties.Completed.checkbox },
        task: properties.Task.title.map(({ plain_text }: { plain_text: string }) => plain_text).join(''),
      }))
  }

  /** "o Milk", a line for each. */
  get list(): string[] {
    return this.rows.map(({ task, completed }) => `${completed ? 'x' : 'o'} ${task}`).toSorted()
  }

  row(task: string): TodoRow {
    const found = this.rows.find((each) => each.task === task)
    if (!found) throw new Error(`No row is ${task}: ${this.list}`)
    return found
  }

  /** Completes or reopens it, as a user does. */
  tick(task: string, checkbox = true): void {
    this.content.setProperties(this.row(task).id, { Completed: { checkbox } })
  }
}

export interface Todo {
  id: string
  text: string
  is_completed: boolean
}

export async function todosOf(kim: Person): Promise<Todo[]> {
  return (await kim.ask('GET /api/v1/todos', {}, '/api/v1/todos?limit=200')).body.items
}

/** As TodoDatabase's list. */
export const listHere = async (kim: Person) =>
  (await todosOf(kim)).map(({ text, is_completed }) => `${is_completed ? 'x' : 'o'} ${text}`).toSorted()

export async function complete(kim: Person, wanted: string, is_completed = true): Promise<void> {
  const found = (await todosOf(kim)).find(({ text }) => text === wanted)
  const { status } = await kim.ask('PATCH /api/v1/todos/:id', { json: { is_completed } }, `/api/v1/todos/${found?.id}`)
  if (status !== 204) throw new Error(`${wanted} can't be completed: ${status}`)
}

/** Calls but for those by which changes are looked for, such as "PATCH /v1/pages/:id". */
export function callsOf(kim: Person, from = 0): string[] {
  return kim
    .calls()
    .slice(from)
    .map(({ method, path }) => `${method} ${path.split('?')[0]?.replaceAll(/[0-9a-f-]{36}/g, ':id')}`)
    .filter((call) => call !== 'POST /v1/data_sources/:id/query')
}
