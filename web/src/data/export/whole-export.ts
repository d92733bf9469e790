// SPDX-License-Identifier: AGPL-3.0-or-later
// The download of everything that the server stores about the user. Where it was interrupted it continues, unless the
// account has changed since: then it begins again.
import { signal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import { saveFile } from './save-file.ts'

type Phase = 'preparing' | 'running' | 'done' | 'failed' | 'cancelled'
type Asked = Pick<Account, 'streamingApi'>

/** How often it is tried again without a byte more. */
const maxFailures = 3
/** Bytes that stay in memory; the browser keeps larger blobs on the disk. */
const pieceBytes = 4 * 2 ** 20

export class WholeExport {
  readonly phase = signal<Phase>('preparing')
  readonly received = signal(0)
  /** 0: not known. */
  readonly total = signal(0)
  readonly error = signal<unknown>(null)
  readonly #api: Asked['streamingApi']
  readonly #retryMs: number
  readonly #stop = new AbortController()
  #etag: string | null = null
  #pieces: Blob[] = []

  constructor({ streamingApi }: Asked, { retryMs = 3_000 } = {}) {
    this.#api = streamingApi
    this.#retryMs = retryMs
  }

  get isRunning(): boolean {
    return this.phase.value === 'preparing' || this.phase.value === 'running'
  }

  cancel(): void {
    this.#stop.abort()
  }

  /** Hands the archive over to the browser's downloads. The outcome is in `phase`; never rejects. */
  async run(save: (archive: Blob) => void = saveArchive): Promise<void> {
    try {
      save(await this.#archive())
      this.phase.value = 'done'
    } catch (error) {
      this.error.value = error
      this.phase.value = this.#stop.signal.aborted ? 'cancelled' : 'failed'
    }
    this.#pieces = []
  }

  async #archive(): Promise<Blob> {
    for (let failures = 0; ; ) {
      const before = this.received.value
      try {
        await this.#receive()
        if (this.total.value === 0 || this.received.value === this.total.value)
          return new Blob(this.#pieces, { type: 'application/zip' })
        throw new Error('the download ended early')
      } catch (error) {
        failures = this.received.value > before ? 1 : failures + 1
        if (this.#stop.signal.aborted || failures > maxFailures || !isWorthRetry(error)) throw error
      }
      await this.#pause()
    }
  }

  /** Adds what arrives to the pieces. */
  async #receive(): Promise<void> {
    const header = { Range: `bytes=${this.received.value}-`, ...(this.#etag && { 'If-Range': this.#etag }) }
    const { error, response, data } = await this.#api.GET('/api/v1/me/export', {
      params: { header },
      signal: this.#stop.signal,
      parseAs: 'stream',
    })
    if (!response.ok) throw new ApiProblem(response, error)
    const stream = data as ReadableStream<Uint8Array<ArrayBuffer>>
    this.#begin(response)
    if (this.phase.value !== 'running') {
      await stream.cancel()
      throw new Error('the account has changed since the download began')
    }
    let [pending, size]: [Uint8Array<ArrayBuffer>[], number] = [[], 0]
    const keep = () => {
      this.#pieces.push(new Blob(pending))
      pending = []
      size = 0
    }
    try {
      for await (const chunk of chunksOf(stream)) {
        pending.push(chunk)
        size += chunk.length
        this.received.value += chunk.length
        if (size >= pieceBytes) keep()
      }
    } finally {
      keep()
    }
  }

  /** If the archive is another one than before, everything that was received is dropped. */
  #begin(response: Response): void {
    const etag = response.headers.get('etag')
    const isOther = this.#etag !== null && (response.status !== 206 || etag !== this.#etag)
    if (isOther) {
      this.#etag = null
      this.#pieces = []
      this.received.value = 0
      this.total.value = 0
      this.phase.value = 'preparing'
      return
    }
    this.#etag = etag
    this.total.value = totalOf(response)
    this.phase.value = 'running'
  }

  async #pause(): Promise<void> {
    const { signal } = this.#stop
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#retryMs)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    signal.throwIfAborted()
  }
}

/** Not a stream's own iterator, which Safari lacks. */
async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

/** The size of the archive in bytes; 0 if the answer doesn't say. */
function totalOf(response: Response): number {
  const [, total] = /^bytes \d+-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? []
  return Number(total ?? 0)
}

/** An interrupted download, or a server that is busy; a refusal stays one. */
function isWorthRetry(error: unknown): boolean {
  return !(error instanceof ApiProblem) || [429, 502, 503, 504].includes(error.status)
}

function saveArchive(archive: Blob): void {
  saveFile(archive, `rmirror-${new Date().toISOString().slice(0, 10)}.zip`)
}
