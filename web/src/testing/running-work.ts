// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds what the code of a test file has started and not ended. The files of a worker share one window, which may be
// gone before a timer fires or a request is answered.
import { focusManager, onlineManager } from '@tanstack/preact-query'
import { untilEnded } from '../../../tests/world/until-ended.ts'

/** Timers that only free memory: of a query that left the screen, and of a saved file. */
const harmless = /\bscheduleGc\b|\bsaveFile\b/

type Timer = ReturnType<typeof setTimeout>

interface Started {
  what: string
  stack: Error
  end: () => void
}

/** Watches timers, requests, query clients, channels, and listeners of the window and the document until `stop` is called. */
export class RunningWork {
  /** By timer, or by a key of its own. */
  readonly #started = new Map<unknown, Started>()
  readonly #channels: BroadcastChannel[] = []
  readonly #undo: (() => void)[] = []
  readonly #setTimeout = globalThis.setTimeout

  constructor() {
    this.#replace(globalThis, 'setTimeout', (call) => this.#onTimer(call, 'a timeout'))
    this.#replace(globalThis, 'setInterval', (call) => this.#onTimer(call, 'an interval'))
    this.#replace(globalThis, 'clearTimeout', (call) => this.#onClear(call))
    this.#replace(globalThis, 'clearInterval', (call) => this.#onClear(call))
    this.#replace(globalThis, 'fetch', (call) => this.#onFetch(call))
    // Clients subscribe while they are mounted, by `mount` or by a component.
    this.#replace(focusManager, 'subscribe', (call) => this.#onMount(call))
    this.#replace(onlineManager, 'subscribe', (call) => this.#onMount(call))
    this.#replace(globalThis, 'BroadcastChannel', (open) => this.#onChannel(open))
    if (!('document' in globalThis)) return
    this.#replace(globalThis, 'addEventListener', (call) => this.#onListen(call, window))
    this.#replace(document, 'addEventListener', (call) => this.#onListen(call, document))
  }

  /** A line for each place that started a timer, a request or a query client that is still there. */
  get left(): string[] {
    const lines: string[] = []
    for (const { what, stack } of this.#started.values()) {
      const callers = callersIn(stack)
      const isOfNode = callers[0]?.includes('node:internal')
      if (!isOfNode && !callers.some((line) => harmless.test(line))) lines.push(`${what} ${originOf(callers)}`)
    }
    return [...new Set(lines)]
  }

  /** Resolves when nothing is left, or with what is left after 20 seconds or more. */
  ended(): Promise<string[]> {
    const pause = (ms: number) => new Promise((resolve) => this.#setTimeout(resolve, ms))
    return untilEnded(() => this.left, pause)
  }

  /** Stops watching. Nothing that was watched runs afterwards, as if the tab was closed. */
  stop(): void {
    for (const { end } of [...this.#started.values()]) end()
    for (const channel of this.#channels) channel.close()
    for (const undo of this.#undo.toReversed()) undo()
  }

  #replace<T extends object, K extends keyof T & string>(target: T, name: K, make: (original: T[K]) => T[K]): void {
    const before = Object.getOwnPropertyDescriptor(target, name)
    Object.defineProperty(target, name, { value: make(target[name]), configurable: true, writable: true })
    this.#undo.push(() => {
      if (before) Object.defineProperty(target, name, before)
      else Reflect.deleteProperty(target, name)
    })
  }

  #note(key: unknown, what: string, end = () => {}): void {
    this.#started.set(key, { what, stack: new Error(what), end })
  }

  #onTimer<T extends typeof setTimeout | typeof setInterval>(original: T, kind: 'a timeout' | 'an interval'): T {
    return new Proxy(original, {
      apply: (call, self, [run, ms, ...given]) => {
        const perform = (...values: unknown[]) => {
          if (kind === 'a timeout') this.#started.delete(timer)
          run(...values)
        }
        const timer: Timer = Reflect.apply(call, self, [perform, ms, ...given])
        this.#note(timer, `${kind} of ${ms ?? 0} ms`, () => clearTimeout(timer))
        return timer
      },
    })
  }

  #onClear<T extends typeof clearTimeout>(original: T): T {
    return new Proxy(original, {
      apply: (call, self, [timer]) => {
        this.#started.delete(timer)
        return Reflect.apply(call, self, [timer])
      },
    })
  }

  #onFetch(original: typeof fetch): typeof fetch {
    return new Proxy(original, {
      apply: (call, self, given) => {
        const key = {}
        this.#note(key, 'a request')
        return Reflect.apply(call, self, given).finally(() => this.#started.delete(key))
      },
    })
  }

  #onMount<T extends (listener: never) => () => void>(original: T): T {
    return new Proxy(original, {
      apply: (call, self, given) => {
        const unsubscribe = Reflect.apply(call, self, given)
        const key = {}
        this.#note(key, 'a mounted QueryClient', unsubscribe)
        return () => {
          this.#started.delete(key)
          unsubscribe()
        }
      },
    })
  }

  #onChannel(original: typeof BroadcastChannel): typeof BroadcastChannel {
    return new Proxy(original, {
      construct: (open, given) => {
        const channel: BroadcastChannel = Reflect.construct(open, given)
        this.#channels.push(channel)
        return channel
      },
    })
  }

  #onListen<T extends typeof addEventListener>(original: T, target: EventTarget): T {
    return new Proxy(original, {
      apply: (call, self, given) => {
        this.#undo.push(() => target.removeEventListener(...(given as Parameters<typeof removeEventListener>)))
        return Reflect.apply(call, self, given)
      },
    })
  }
}

function callersIn({ stack = '' }: Error): string[] {
  const lines = stack.split('\n').slice(1)
  return lines.map((line) => line.trim()).filter((line) => !line.includes('running-work.ts'))
}

/** The nearest line of our own code, or else of any code. */
function originOf(callers: string[]): string {
  return callers.find((line) => !line.includes('node_modules')) ?? callers[0] ?? ''
}
