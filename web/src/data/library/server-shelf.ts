// SPDX-License-Identifier: AGPL-3.0-or-later
// The library on the server, synced from any browser or device, or a shared workspace; as of the last answer.
import { batch, effect, signal } from '@preact/signals'
import type { Tree, TreeItem } from '@rmirror/shared/api'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import type { NotebookFacts } from '@rmirror/shared/workshop'
import { QueryObserver, type QueryObserverResult } from '@tanstack/preact-query'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'
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
  /** Of its handwriting, as its owner set it: BCP 47. */
  language?: string
  /** A note that the server doesn't know: it waits in the outbox, or is a guest's. */
  isUnsent?: true
  /** A guest's note, which stays in this browser. */
  isLocal?: true
  /** The id of the shared workspace that it is in; absent if it is in its person's own. */
  workspace?: string
  /** It belongs to another person, and `facts.uuid` is the server's id. */
  isOthers?: true
  /** The id of another person's note, which is also its page's. */
  noteId?: string
}

/** What a shelf needs of the answer. */
export type ShelfTree = Pick<Tree, 'items'>

/** The tree query as signals, converted once per answer. */
export class ServerShelf {
  readonly notebooks = signal<ReadonlyMap<string, ServerNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  /** "unknown" while no user is signed in. */
  readonly state = signal<'unknown' | 'loading' | 'here' | 'failed'>('unknown')
  /** Why the last request failed; null if it didn't. */
  readonly failure = signal<unknown>(null)
  /** Stops following the query. */
  readonly close: () => void
  readonly #remote: Remote
  readonly #query: () => RemoteQuery<ShelfTree>
  #tree: ShelfTree | undefined

  /** `query`: the person's own tree, or that of a shared workspace. */
  constructor(remote: Remote, query: () => RemoteQuery<ShelfTree> = () => remote.tree()) {
    this.#remote = remote
    this.#query = query
    this.close = effect(() => {
      if (remote.user.value === null) return this.#forget()
      const observer = new QueryObserver<ShelfTree>(remote.client, query())
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
    await this.#remote.client.refetchQueries({ queryKey: this.#query().queryKey })
  }

  #show({ data, error }: Pick<QueryObserverResult<ShelfTree>, 'data' | 'error'>): void {
    batch(() => {
      this.failure.value = error
      // Older data is better than none.
      this.state.value = data ? 'here' : error ? 'failed' : 'loading'
      if (!data || data === this.#tree) return
      this.#tree = data
      const folders = data.items.filter(({ document_type }) => document_type === 'folder')
      const notebooks = data.items.filter(({ document_type }) => document_type !== 'folder')
      this.folders.value = new Map(folders.map((item) => [item.notebook_uuid, folderOf(item)]))
      const user = this.#remote.user.peek()
      this.notebooks.value = new Map(
        notebooks.map((item) => {
          const notebook = notebookOf(item, user)
          return [notebook.facts.uuid, notebook]
        }),
      )
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

function notebookOf(item: TreeItem, user: string | null): ServerNotebook {
  const { id, notebook_uuid, owner_id, workspace_id } = item
  const isOthers = owner_id !== undefined && owner_id !== user
  const isNote = item.document_type === 'notes'
  const facts = {
    uuid: isOthers ? id : notebook_uuid,
    name: item.visible_name,
    parent: parentOf(item),
    tags: item.tags,
    lastModified: item.last_modified === null ? 0 : Date.parse(item.last_modified),
    pinned: item.is_pinned,
    orientation: item.orientation,
    ...(isNote && { isNote: true as const }),
  }
  return {
    ...{ facts, pageTags: item.page_tags, pageCount: item.sync_progress.total, progress: item.sync_progress },
    ...(item.language && { language: item.language }),
    ...(workspace_id !== undefined && workspace_id !== owner_id && { workspace: workspace_id }),
    ...(isOthers && { isOthers }),
    ...(isOthers && isNote && { noteId: notebook_uuid }),
  }
}

/** Something trashed together with its folder stays in that folder. */
function parentOf({ parent_uuid, is_trashed }: TreeItem): string {
  return parent_uuid ?? (is_trashed ? trashUuid : '')
}
