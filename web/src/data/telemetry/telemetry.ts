// SPDX-License-Identifier: AGPL-3.0-or-later
// How the dashboard of a signed-in user performs: how long screens take to load, and which kinds of errors occur. It is
// sent to this server only, and only if its operator and the user allow it. Events name a route by its pattern, never
// what is on the screen. Guests send nothing unless they turned it on in this browser. Until it is known whether a user
// is still signed in, events wait.
import { computed, effect, signal } from '@preact/signals'
import { ApiProblem, answerTo, type components, NotOurServer, NotReached } from '@rmirror/shared/api'
import { type Account, ignoreServerFailure } from '../account/account.ts'
import { preferences } from '../library/preferences.ts'

export type TelemetryEvent = components['schemas']['TelemetryEvent']
export type TelemetryRoute = TelemetryEvent['route']
export type TelemetryChoice = components['schemas']['TelemetryChoice']
type ErrorKind = NonNullable<TelemetryEvent['error']>

/** Milliseconds between the first event and the request that sends it with those that follow. */
const batchMs = 60_000
/** Per request, the same as on the server. Further events until then are dropped. */
const maxEvents = 100
/** The server's limit. */
const maxLoadMs = 600_000

/** Not sent yet. */
export const waitingEvents = signal<readonly TelemetryEvent[]>([])
/** Sent since this tab was opened, newest last; at most `maxEvents`. */
export const sentEvents = signal<readonly TelemetryEvent[]>([])

type Asked = Pick<Account, 'api' | 'state' | 'userId'>

export async function fetchChoice({ api }: Pick<Account, 'api'>, signal?: AbortSignal): Promise<TelemetryChoice> {
  return answerTo(api.GET('/api/v1/telemetry', { ...(signal && { signal }), cache: 'no-store' }))
}

/** Collects and sends events. */
export class Telemetry {
  readonly #account: Asked
  /** Whose events are collected: a user's id or "guest"; null while a session is being restored. */
  readonly #whose = computed(() => {
    const { state, userId } = this.#account
    return userId.value ?? (state.value.kind === 'guest' ? 'guest' : null)
  })
  #route: TelemetryRoute = 'other'
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Null until it is needed. */
  #choice: TelemetryChoice | null = null

  constructor(account: Asked) {
    this.#account = account
    let before: string | null | undefined
    effect(() => {
      const whose = this.#whose.value
      // The first screen loads while the session is restored.
      if (before === null) this.#sendLater()
      else this.#forget()
      before = whose
    })
    effect(() => {
      if (!preferences.value.telemetry && account.state.value.kind === 'guest') this.#drop()
    })
  }

  /** The current screen, for errors. */
  enter(route: TelemetryRoute): void {
    this.#route = route
  }

  loaded(route: TelemetryRoute, ms: number): void {
    this.#add({ route, load_ms: Math.min(maxLoadMs, Math.max(0, Math.round(ms))) })
  }

  failed(error: unknown): void {
    if (isNoFailure(error)) return
    this.#add({ route: this.#route, error: kindOf(error) })
  }

  async turn(is_on: boolean): Promise<void> {
    this.#choice = await answerTo(this.#account.api.PUT('/api/v1/telemetry', { body: { is_on } }))
    if (!is_on) this.#drop()
  }

  /** Sends what is waiting. The events are lost if that fails: they aren't worth a second attempt. */
  async send(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const whose = this.#whose.peek()
    if (waitingEvents.peek().length === 0 || whose === null) return
    const isGuest = whose === 'guest'
    try {
      if (!isGuest) this.#choice ??= await fetchChoice(this.#account)
      const events = [...waitingEvents.peek()]
      waitingEvents.value = []
      if (!this.#isAllowed() || events.length === 0) return
      // `keepalive` lets the request survive the page.
      const question = { body: { events }, keepalive: true }
      const { api } = this.#account
      await answerTo(isGuest ? api.POST('/api/v1/telemetry/guest', question) : api.POST('/api/v1/telemetry', question))
      sentEvents.value = [...sentEvents.peek(), ...events].slice(-maxEvents)
    } catch (error) {
      this.#drop()
      ignoreServerFailure(error)
    }
  }

  #isAllowed(): boolean {
    const whose = this.#whose.peek()
    if (whose === null) return true
    if (whose === 'guest') return preferences.peek().telemetry
    return this.#choice === null || (this.#choice.is_allowed && this.#choice.is_on)
  }

  #add(event: TelemetryEvent): void {
    const known = waitingEvents.peek()
    if (!this.#isAllowed() || known.length >= maxEvents) return
    waitingEvents.value = [...known, event]
    this.#sendLater()
  }

  #sendLater(): void {
    if (waitingEvents.peek().length > 0) this.#timer ??= setTimeout(() => void this.send(), batchMs)
  }

  #drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    waitingEvents.value = []
  }

  #forget(): void {
    this.#drop()
    this.#choice = null
    sentEvents.value = []
  }
}

/** An aborted request was no longer needed. */
function isNoFailure(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

export function kindOf(error: unknown): ErrorKind {
  if (error instanceof ApiProblem) return error.status >= 500 ? 'server_error' : 'refused'
  if (error instanceof NotReached || error instanceof NotOurServer) return 'not_reached'
  if (error instanceof DOMException) return 'storage'
  return error instanceof Error && error.name.startsWith('Core') ? 'core' : 'script'
}
