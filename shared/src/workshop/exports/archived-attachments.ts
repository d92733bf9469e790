// SPDX-License-Identifier: AGPL-3.0-or-later
// The attachments that exported texts mention, as files beside the texts: each once, in a folder of their own.
import type { AttachedFile } from '../../api/index.ts'
import { type AttachmentPaths, attachmentsIn, safeFileName, type ZipOutput } from '../../library/index.ts'
import type { ExportTools } from './export-tools.ts'

interface Tools extends Pick<ExportTools, 'signal'> {
  fetchAttachment: NonNullable<ExportTools['fetchAttachment']>
}

interface Place {
  folder: string
  /** Paths that other files have. */
  taken: Iterable<string>
}

export class ArchivedAttachments {
  readonly #tools: Tools
  readonly #folder: string
  /** By id; null: the server no longer has it. */
  readonly #paths = new Map<string, Promise<string | null>>()
  /** In lower case. */
  readonly #taken: Set<string>
  #waiting: { path: string; content: Blob }[] = []

  constructor(tools: Tools, { folder = 'attachments', taken = [] }: Partial<Place> = {}) {
    this.#tools = tools
    this.#folder = folder
    this.#taken = new Set([...taken].map((path) => path.toLowerCase()))
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Fetches what the text mentions. `document`: the path of the file that the text is for. */
  async pathsFor(markdown: string, document: string): Promise<AttachmentPaths> {
    const up = '../'.repeat(document.split('/').length - 1)
    const paths = new Map<string, string>()
    for (const { id, name } of attachmentsIn(markdown)) {
      const path = await this.#pathOf(id, name)
      if (path !== null) paths.set(id, up + encoded(path))
    }
    return paths
  }

  /** Adds the files that were fetched since the last call. Their bytes are held until then. */
  async addTo(files: Pick<ZipOutput, 'add'>, modified: number): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { path, content } of waiting)
      await files.add(path, new Uint8Array(await content.arrayBuffer()), modified)
  }

  #pathOf(id: string, name: string): Promise<string | null> {
    const known = this.#paths.get(id) ?? this.#fetch(id, name)
    this.#paths.set(id, known)
    return known
  }

  async #fetch(id: string, name: string): Promise<string | null> {
    const { fetchAttachment, signal } = this.#tools
    const file = await fetchAttachment(id, signal, name)
    if (!file) return null
    const path = this.#freePath(file)
    this.#waiting.push({ path, content: file.content })
    return path
  }

  #freePath({ name }: AttachedFile): string {
    const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(safeFileName(name)) ?? []
    let path = `${this.#folder}/${stem}${extension}`
    for (let copy = 2; this.#taken.has(path.toLowerCase()); copy++)
      path = `${this.#folder}/${stem} (${copy})${extension}`
    this.#taken.add(path.toLowerCase())
    return path
  }
}

/** As Markdown and HTML take it as an address: parentheses would end a link. */
function encoded(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name).replace(/[()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`))
    .join('/')
}
