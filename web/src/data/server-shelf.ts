// SPDX-License-Identifier: AGPL-3.0-or-later
// The library as the server knows it: what was synced from any browser or device. As new as the server's last word.
import { batch, effect, signal } from '@preact/signals'
import type { Tree, TreeItem } from '@rmirror/shared/api'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import type { NotebookFacts } from '@rmirror/shared/workshop'
import { QueryObserver, type QueryObserverResult } from '@tanstack/preact-query'
import type { SyncProgress } from './progress.ts'
import type { Remote } from './remote.ts'

/** What a library shows of a notebook, wherever that lies. */
export type ShownFacts = Pick<
  NotebookFacts,
  'uuid' | 'name' | 'parent' | 'tags' | 'lastModified' | 'pinned' | 'orientation'
>

export interface ServerNotebook {
  facts: ShownFacts
  /** Of its pages, each once. */
  pageTags: string[]
  pageCount: number
  progress: SyncProgress
}

/** The tree's query as signals, made once for each answer. */
export class ServerShelf {
  readonly notebooks = signal<ReadonlyMap<string, ServerNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  /** "unknown" as long as nobody is signed in. */
  readonly state = signal<'unknown' | 'loading' | 'here' | 'failed'>('unknown')
  /** Why it failed. */
  readonly failure = signal<unknown>(null)
  readonly #remote: Remote
  #tree: Tree | undefined

  constructor(remote: Remote) {
    this.#remote = remote
    effect(() => {
      if (remote.user.value === null) return this.#forget()
      const observer = new QueryObserver<Tree>(remote.client, remote.tree())
      const stop = observer.subscribe((result) => this.#show(result))
      this.#show(observer.getCurrentResult())
      return () => {
        stop()
        this.#forget()
      }
    })
  }

  /** What comes stands in the signals, and so does what the server refused. */
  async load(): Promise<void> {
    await this.#remote.client.refetchQueries({ queryKey: this.#remote.tree().queryKey })
  }

  #show({ data, error }: Pick<QueryObserverResult<Tree>, 'data' | 'error'>): void {
    batch(() => {
      this.failure.value = error
      // What was there before is better than nothing.
      this.state.value = data ? 'here' : error ? 'failed' : 'loading'
      if (!data || data === this.#tree) return
      this.#tree = data
      const folders = data.items.filter(({ document_type }) => document_type === 'folder')
      const notebooks = data.items.filter(({ document_type }) => document_type !== 'folder')
      this.folders.value = new Map(folders.map((item) => [item.notebook_uuid, folderOf(item)]))
      this.notebooks.value = new Map(notebooks.map((item) => [item.notebook_uuid, notebookOf(item)]))
    })
  }

  #forget(): void {
    batch(() => {
      this.#tree = undefined
      this.failure.value = null
      this.notebooks.value = new Map()
      this.folders.value = new Map()
      this.state.value = 'unknown'
    })
  }
}

function folderOf(item: TreeItem): Folder {
  return { uuid: item.notebook_uuid, name: item.visible_name, parent: parentOf(item) }
}

function notebookOf(item: TreeItem): ServerNotebook {
  const facts = {
    uuid: item.notebook_uuid,
    name: item.visible_name,
    parent: parentOf(item),
    tags: item.tags,
    lastModified: item.last_modified === null ? 0 : Date.parse(item.last_modified),
    pinned: item.is_pinned,
    orientation: item.orientation,
  }
  return { facts, pageTags: item.page_tags, pageCount: item.sync_progress.total, progress: item.sync_progress }
}

/** What is trashed as a part of a trashed folder stays in that folder. */
function parentOf({ parent_uuid, is_trashed }: TreeItem): string {
  return parent_uuid ?? (is_trashed ? trashUuid : '')
}
