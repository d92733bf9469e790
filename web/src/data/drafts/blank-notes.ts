// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes that the server has without a word, because a file is to be attached to them. The editor deletes such a note
// when it is closed; if the tab goes before that, the person's next visit in this browser does.
import { effect, untracked } from '@preact/signals'
import { answerTo } from '@rmirror/shared/api'
import { isGone, newerDocumentOf, type PageDocument } from '../documents/document-calls.ts'
import { DraftLocks, type Locks } from '../outbox/draft-locks.ts'
import { purgeNotebook } from '../resources/deleted-notebooks.ts'
import type { Remote } from '../server/remote.ts'
import type { WorkspaceService } from '../workspace/workspace-service.ts'

interface BlankNote {
  id: string
  /** Its editor holds the lock of this draft. */
  draft: string
}

/** Where this browser keeps them; signing out empties it. */
const about = ['blank notes']

export class BlankNotes {
  readonly #remote: Remote
  readonly #workspace: Pick<WorkspaceService, 'read' | 'remove'>
  /** Without the Web Locks API it isn't known which editors are open in other tabs, so nothing is kept. */
  readonly #locks: Locks | undefined
  readonly #drafts: DraftLocks
  #removing: Promise<void> | null = null

  constructor(remote: Remote, workspace: Pick<WorkspaceService, 'read' | 'remove'>, locks: Locks | undefined) {
    this.#remote = remote
    this.#workspace = workspace
    this.#locks = locks
    this.#drafts = new DraftLocks(locks)
  }

  /** Removes those of earlier visits whenever a person is signed in. */
  follow(): void {
    const { account, user } = this.#remote
    effect(() => {
      if (user.value !== null && account.userId.value !== null) void untracked(() => this.removeLeft())
    })
  }

  /** Call it before the note is created. */
  async add(note: BlankNote): Promise<void> {
    await this.#change((notes) => [...notes, note])
  }

  /** It has a file or a word, or it is gone. */
  async drop(id: string): Promise<void> {
    await this.#change((notes) => notes.filter((note) => note.id !== id))
  }

  /** Deletes a note without a trace. Rejects if it isn't this document any more, or if the server isn't reached. */
  async remove(blank: PageDocument): Promise<void> {
    await this.#workspace.remove(blank)
    await purgeNotebook(this.#remote, blank.notebook_uuid)
    await this.drop(blank.id)
    void this.#remote.invalidate('tree')
  }

  /** Deletes those whose editors are gone, unless they have a word or a file by now. */
  removeLeft(): Promise<void> {
    this.#removing ??= this.#removeAllLeft().finally(() => {
      this.#removing = null
    })
    return this.#removing
  }

  async #removeAllLeft(): Promise<void> {
    for (const note of await this.#stored()) {
      const release = await this.#drafts.claim(note.draft)
      if (!release) continue
      try {
        if (await this.#removeIfBlank(note.id)) await this.drop(note.id)
      } finally {
        release()
      }
    }
  }

  /** Resolves with false if the next visit has to try again. */
  async #removeIfBlank(id: string): Promise<boolean> {
    try {
      const document = await this.#workspace.read(id)
      if (document.content.trim() === '' && !(await this.#hasFiles(id))) await this.remove(document)
      return true
    } catch (error) {
      return isGone(error) || newerDocumentOf(error) !== undefined
    }
  }

  async #hasFiles(id: string): Promise<boolean> {
    const { api } = this.#remote.account
    const listed = api.GET('/api/v1/documents/{id}/attachments', { params: { path: { id } }, cache: 'no-store' })
    return (await answerTo(listed)).items.length > 0
  }

  async #stored(): Promise<BlankNote[]> {
    const { offlinePages, user } = this.#remote
    const stored = this.#locks && (await offlinePages?.kept(user.peek() ?? '', about))
    return Array.isArray(stored) ? (stored as BlankNote[]) : []
  }

  /** One tab at a time. */
  async #change(change: (notes: BlankNote[]) => BlankNote[]): Promise<void> {
    const { offlinePages, user } = this.#remote
    await this.#locks?.request('rmirror.blank-notes', async () => {
      await offlinePages?.keep(user.peek() ?? '', about, change(await this.#stored()))
    })
  }
}
