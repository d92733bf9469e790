// SPDX-License-Identifier: AGPL-3.0-or-later
// The library on the server, synced from any browser or device; as of the last answer.
import { batch, effect, signal } from '@preact/signals'
import type { Tree, TreeItem } from '@rmirror/shared/api'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import type { NotebookFacts } from '@rmirror/shared/workshop'
import { QueryObserver, type QueryObserverResult } from '@tanstack/preact-query'
import type { Remote } from '../server/remote.ts'
import type { SyncProgress } from './progress.ts'

/** The facts that a library shows of a notebook, wherever it's kept. */
export type ShownFacts = Pick<
  NotebookFacts,
  'uuid' | 'name' | 'parent' | 'tags' | 'lastModified' | 'pinned' | 'orientation' | 'isNote'
>

export interface ServerNotebook {
  facts: ShownFacts
  /** The distinct tags of its pages. */
  pageTags: string[]
  pageCount: number
  progress: SyncProgress
  /** A note that the server doesn't know: it waits in the outbox, or is a guest's. */
  isUnsent?: true
  /** A guest's note, which stays in this browser. */
  isLocal?: true
}

/** The tree query as signals, converted once per answer. */
export class ServerShelf {
  readonly notebooks = signal<ReadonlyMap<string, ServerNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  /** "unknown" while no user is signed in. */
  readonly state = signal<'unknown' | 'loading' | 'here' | 'failed'>('unknown')
  /** Why the last request failed; null if it didn't. */
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

  /** Refetches the tree; the answer or failure is then in the signals. */
  async load(): Promise<void> {
    await this.#remote.client.refetchQueries({ queryKey: this.#remote.tree().queryKey })
  }

  #show({ data, error }: Pick<QueryObserverResult<Tree>, 'data' | 'error'>): void {
    batch(() => {
      this.failure.value = error
      // Older data is better than none.
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
    ...(item.document_type === 'notes' && { isNote: true as const }),
  }
  return { facts, pageTags: item.page_tags, pageCount: item.sync_progress.total, progress: item.sync_progress }
}

/** Something trashed together with its folder stays in that folder. */
function parentOf({ parent_uuid, is_trashed }: TreeItem): string {
  return parent_uuid ?? (is_trashed ? trashUuid : '')
}
