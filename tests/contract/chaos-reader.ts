// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the changes of a library or a workspace, and keeps what they say.
import type { Answer } from './answers.ts'

// biome-ignore lint/suspicious/noExplicitAny: the contract says what a value is, and Api.ask() holds it to that.
export type Value = any

interface Change {
  kind: string
  deleted: boolean
  value: Value
}

export type Followed = 'to its end' | 'from the beginning' | 'not allowed'

export class Reader {
  /** By kind and id. */
  readonly rows = new Map<string, Value>()
  #since = ''

  /** Asks for changes from where it stands: `ask` is given the query. */
  async follow(ask: (query: string) => Promise<Answer>): Promise<Followed> {
    let followed: Followed = 'to its end'
    for (;;) {
      const { status, body } = await ask(this.#since && `?since=${this.#since}`)
      if (status === 404) return 'not allowed'
      if (status === 410) {
        this.rows.clear()
        this.#since = ''
        followed = 'from the beginning'
        continue
      }
      if (status !== 200) throw new Error(`changes: ${status}`)
      for (const change of body.items) this.#apply(change)
      this.#since = body.next
      if (!body.more) return followed
    }
  }

  of(kind: string): Value[] {
    return [...this.rows].flatMap(([key, value]) => (key.startsWith(`${kind} `) ? [value] : []))
  }

  /** In one order, however they came. */
  sorted(): [string, Value][] {
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** Pages without their notebook, and what is on pages without the page. */
  orphans(): Value[] {
    const pages = this.of('page').filter(({ notebook_id }) => !this.rows.has(`notebook ${notebook_id}`))
    const parts = [...this.of('todo'), ...this.of('highlight')]
    return [...pages, ...parts.filter(({ page_id }) => !this.rows.has(`page ${page_id}`))]
  }

  #apply({ kind, deleted, value }: Change): void {
    if (!deleted) this.rows.set(`${kind} ${value.id}`, value)
    else if (kind === 'notebook') this.#dropNotebook(value.id)
    else if (kind === 'page') this.#dropPage(value.id)
    else this.rows.delete(`${kind} ${value.id}`)
  }

  #dropNotebook(id: string): void {
    this.rows.delete(`notebook ${id}`)
    for (const page of this.of('page')) if (page.notebook_id === id) this.#dropPage(page.id)
  }

  /** With what is on it. */
  #dropPage(id: string): void {
    this.rows.delete(`page ${id}`)
    for (const kind of ['todo', 'highlight'])
      for (const part of this.of(kind)) if (part.page_id === id) this.rows.delete(`${kind} ${part.id}`)
  }
}
