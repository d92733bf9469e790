// SPDX-License-Identifier: AGPL-3.0-or-later
// A watch that runs as a process, and its output.
import { EventEmitter, once } from 'node:events'
import { onFreePort } from '../../../tests/world/free-port.ts'
import { startWith } from './program.ts'

export class Watching {
  readonly #child: ReturnType<typeof startWith>['child']
  readonly #outcome: ReturnType<typeof startWith>['outcome']
  readonly #news = new EventEmitter()
  #text = ''
  #readTo = 0

  static start(environment: Record<string, string>, ...args: string[]): Watching {
    return new Watching(startWith(environment, 'watch', ...args))
  }

  constructor({ child, outcome }: ReturnType<typeof startWith>) {
    this.#child = child
    this.#outcome = outcome
    child.stderr?.on('data', (part) => {
      this.#text += part
      this.#news.emit('text')
    })
    void outcome.then(() => this.#news.emit('text'))
  }

  /** All of its output. */
  output(): string {
    return this.#text
  }

  /** Resolves when it prints `words`, after what was already awaited; rejects once its output includes `unless`. */
  async waitForOutput(words: string, unless?: string): Promise<void> {
    for (;;) {
      if (unless !== undefined && this.#text.includes(unless)) throw new Error(this.#text)
      const found = this.#text.indexOf(words, this.#readTo)
      if (found >= 0) {
        this.#readTo = found + words.length
        return
      }
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`It ended, and said:\n${this.#text}`)
      await once(this.#news, 'text')
    }
  }

  /** The exit status, once it ends by itself. */
  async ended(): Promise<number | null> {
    return (await this.#outcome).status
  }

  /** Stops it. Returns the exit status. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal)
    return (await this.#outcome).status
  }
}

/**
 * Starts a watch with a page at a free port, and returns the port once the watch prints `words`. A watch whose port is
 * in use goes on without a page: it is killed before it sends anything, and another one started.
 */
export function startWithPage(start: (port: number) => Watching, words: string): Promise<number> {
  return onFreePort(async (port) => {
    const watching = start(port)
    try {
      await watching.waitForOutput(words, `port ${port} can't be used`)
    } catch (error) {
      await watching.stop('SIGKILL')
      throw error
    }
    return port
  })
}
