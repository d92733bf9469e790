// SPDX-License-Identifier: AGPL-3.0-or-later
// What a plugin in Obsidian does: it asks what changed, writes files, and confirms them.
import type { Answer, Api } from './answers.ts'

export interface PulledNotebook {
  notebook_uuid: string
  visible_name: string
  folder_path: string
  page_count: number
  content_hash: string
  tags: string[]
  pages: { page_uuid: string; page_number: number; ocr_text: string; tags: string[] }[]
}

export class Vault {
  readonly #api: Api
  readonly #key: string
  /** By their notebook. */
  readonly notes = new Map<string, PulledNotebook>()

  constructor(api: Api, key: string) {
    this.#api = api
    this.#key = key
  }

  ask(query = ''): Promise<Answer> {
    return this.#api.ask('GET /v1/obsidian/sync', { token: this.#key }, `/v1/obsidian/sync${query}`)
  }

  confirm(written: PulledNotebook[], deleted: string[] = []): Promise<Answer> {
    const synced_notebooks = written.map(({ notebook_uuid, content_hash, ...note }) => ({
      notebook_uuid,
      content_hash,
      file_path: `reMarkable/${note.folder_path}/${note.visible_name}.md`,
    }))
    const json = { synced_notebooks, deleted_notebooks: deleted }
    return this.#api.ask('POST /v1/obsidian/sync/confirm', { token: this.#key, json })
  }

  /** One answer after the other until there is no more; each is written, and confirmed unless the answer gets lost. */
  async sync({ limit = 50, loses = () => false }: { limit?: number; loses?: () => boolean } = {}): Promise<number> {
    let written = 0
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await this.ask(`?limit=${limit}${cursor && `&cursor=${cursor}`}`)
      for (const note of body.notebooks) this.notes.set(note.notebook_uuid, note)
      for (const uuid of body.deleted_notebook_uuids) this.notes.delete(uuid)
      if (!loses()) await this.confirm(body.notebooks, body.deleted_notebook_uuids)
      written += body.notebooks.length
      cursor = body.has_more ? body.next_cursor : null
    }
    return written
  }

  /** The files: path, and the texts of the pages in their order. */
  files(): Record<string, string[]> {
    return Object.fromEntries(
      [...this.notes.values()].map(({ notebook_uuid, folder_path, visible_name, pages }) => [
        `${folder_path}/${visible_name} ${notebook_uuid}`,
        pages.map(({ ocr_text }) => ocr_text),
      ]),
    )
  }
}
