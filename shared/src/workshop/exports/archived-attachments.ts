// SPDX-License-Identifier: AGPL-3.0-or-later
// The attachments that exported texts mention, as files of an archive: each once, in the folder "attachments".
import { type AttachmentPaths, attachmentsIn, safeFileName, type ZipOutput } from '../../library/index.ts'
import type { AttachedFile, ExportTools } from './export-tools.ts'

const folder = 'attachments'

interface Tools extends Pick<ExportTools, 'signal'> {
  fetchAttachment: NonNullable<ExportTools['fetchAttachment']>
}

export class ArchivedAttachments {
  readonly #tools: Tools
  /** By id; null: the server no longer has it. */
  readonly #paths = new Map<string, Promise<string | null>>()
  /** In lower case. */
  readonly #taken: Set<string>
  #waiting: { path: string; content: Blob }[] = []

  /** `taken`: the archive's other paths. */
  constructor(tools: Tools, taken: Iterable<string> = []) {
    this.#tools = tools
    this.#taken = new Set([...taken].map((path) => path.toLowerCase()))
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Fetches what the text mentions. `document`: the path in the archive of the file that the text is for. */
  async pathsFor(markdown: string, document: string): Promise<AttachmentPaths> {
    const up = '../'.repeat(document.split('/').length - 1)
    const paths = new Map<string, string>()
    for (const { id } of attachmentsIn(markdown)) {
      const path = await this.#pathOf(id)
      if (path !== null) paths.set(id, up + encoded(path))
    }
    return paths
  }

  /** Adds the files that were fetched since the last call. Their bytes are held until then. */
  async addTo(zip: Pick<ZipOutput, 'add'>, modified: number): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { path, content } of waiting) await zip.add(path, new Uint8Array(await content.arrayBuffer()), modified)
  }

  #pathOf(id: string): Promise<string | null> {
    const known = this.#paths.get(id) ?? this.#fetch(id)
    this.#paths.set(id, known)
    return known
  }

  async #fetch(id: string): Promise<string | null> {
    const { fetchAttachment, signal } = this.#tools
    const file = await fetchAttachment(id, signal)
    if (!file) return null
    const path = this.#freePath(file)
    this.#waiting.push({ path, content: file.content })
    return path
  }

  #freePath({ name }: AttachedFile): string {
    const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(safeFileName(name)) ?? []
    let path = `${folder}/${stem}${extension}`
    for (let copy = 2; this.#taken.has(path.toLowerCase()); copy++) path = `${folder}/${stem} (${copy})${extension}`
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
