// SPDX-License-Identifier: AGPL-3.0-or-later
// The files that are being attached while a text is edited. Nothing is queued for later: a file that can't be sent stays
// listed until it's tried again or dismissed, and is gone with the editor.
import { signal } from '@preact/signals'
import type { Attachment } from './attachment-calls.ts'
import type { Sending } from './send-file.ts'

export interface Upload {
  readonly key: number
  readonly file: File
  /** From 0 to 1. */
  readonly progress: number
  /** Why it failed; undefined while it is sent. */
  readonly problem: unknown
}

interface UploadTools {
  /** Sends a file of the document; creates the document first if the server doesn't have it. */
  attach: (file: File, sending: Sending) => Promise<Attachment>
  onAttached: (attachment: Attachment, file: File) => void
}

export class Uploads {
  /** In the order in which they were chosen. */
  readonly list = signal<readonly Upload[]>([])
  readonly #tools: UploadTools
  readonly #running = new Map<number, AbortController>()
  #keys = 0
  /** One file at a time, so that their links are in the order in which the files were chosen. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(tools: UploadTools) {
    this.#tools = tools
  }

  add(files: readonly File[]): void {
    const added = files.map((file) => ({ key: ++this.#keys, file, progress: 0, problem: undefined }))
    this.list.value = [...this.list.peek(), ...added]
    for (const upload of added) this.#send(upload)
  }

  retry({ key }: Upload): void {
    const upload = this.#find(key)
    if (!upload || this.#running.has(key)) return
    this.#change(key, { progress: 0, problem: undefined })
    this.#send(upload)
  }

  /** Stops sending the file, or no more lists that it failed. */
  remove({ key }: Upload): void {
    this.#running.get(key)?.abort()
    this.#running.delete(key)
    this.#drop(key)
  }

  /** Some file is on its way. */
  get isSending(): boolean {
    return this.#running.size > 0
  }

  /** The editor is gone. */
  end(): void {
    for (const upload of this.list.peek()) this.remove(upload)
  }

  #send({ key, file }: Upload): void {
    const controller = new AbortController()
    const { signal } = controller
    this.#running.set(key, controller)
    const work = async () => {
      try {
        signal.throwIfAborted()
        const onProgress = (progress: number) => this.#change(key, { progress })
        const attachment = await this.#tools.attach(file, { onProgress, signal })
        // It may have been cancelled when the server had it already: then it's in the list of attachments.
        if (signal.aborted) return
        this.#running.delete(key)
        this.#drop(key)
        this.#tools.onAttached(attachment, file)
      } catch (problem) {
        this.#running.delete(key)
        if (!signal.aborted) this.#change(key, { problem })
      }
    }
    this.#queue = this.#queue.then(work)
  }

  #drop(key: number): void {
    this.list.value = this.list.peek().filter((each) => each.key !== key)
  }

  #find(key: number): Upload | undefined {
    return this.list.peek().find((each) => each.key === key)
  }

  #change(key: number, change: Partial<Pick<Upload, 'progress' | 'problem'>>): void {
    this.list.value = this.list.peek().map((each) => (each.key === key ? { ...each, ...change } : each))
  }
}
