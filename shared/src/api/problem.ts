// SPDX-License-Identifier: AGPL-3.0-or-later
// Why the server did not do what it was asked.

/** RFC 9457, as the server answers. `message` is a sentence to show to a person. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  /** Which problem it is, where several have one status; "about:blank" where the status says all. */
  readonly type: string
  /** The field of the body or the parameter of the query that is not as it should be. */
  readonly field: string | undefined
  /** All members, those that belong to this problem alone too. */
  readonly members: Readonly<Record<string, unknown>>
  /** Leads to the server's log. */
  readonly requestId: string | undefined
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(response: Response, body: unknown) {
    const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
    super(typeof members.detail === 'string' ? members.detail : wordsFor(response.status))
    this.status = response.status
    this.type = typeof members.type === 'string' ? members.type : 'about:blank'
    this.field = typeof members.field === 'string' ? members.field : undefined
    this.members = members
    this.requestId = response.headers.get('x-request-id') ?? undefined
    this.retryAfterMs = retryAfterMs(response)
  }
}

const noRoomTypes = ['storage_full', 'too_many_notebooks', 'too_many_pages', 'disk_full'] as const
export type NoRoom = (typeof noRoomTypes)[number]

/** What the server has no room for, whichever page is sent next. A 413 without such a type is about one request. */
export function noRoomOf(error: unknown): NoRoom | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  const known = noRoomTypes.find((type) => type === error.type)
  return known ?? (error.status === 507 ? 'disk_full' : undefined)
}

/** No answer came, however often it was asked. */
export class NotReached extends Error {
  override name = 'NotReached'
  constructor(origin: string, cause: unknown) {
    super(`${origin} doesn't answer${reasonOf(cause)}`, { cause })
  }
}

/** Somebody else answers at this address. */
export class NotOurServer extends Error {
  override name = 'NotOurServer'
  constructor(origin: string) {
    super(`There's no rMirror server at ${origin}`)
  }
}

/** A proxy in between may answer without a word of ours. */
function wordsFor(status: number): string {
  if (status === 502 || status === 503 || status === 504) return "The server can't be reached through its proxy."
  return `The server answered with status ${status}.`
}

const reasons: Record<string, string> = {
  ECONNREFUSED: ': no server is running there',
  ENOTFOUND: ": this address doesn't exist",
  EAI_AGAIN: ": the name can't be resolved right now",
  ETIMEDOUT: ' in time',
  UND_ERR_CONNECT_TIMEOUT: ' in time',
}

/** Node tells more than browsers do. */
function reasonOf(cause: unknown): string {
  for (let each = cause, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each.name === 'TimeoutError') return ' in time'
    if ('code' in each && typeof each.code === 'string' && each.code in reasons) return reasons[each.code] ?? ''
  }
  return ''
}

/** Seconds, or a date; what is neither asks for nothing. */
export function retryAfterMs(response: Response): number | undefined {
  const text = response.headers.get('retry-after')
  if (!text) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

/** What stands against one page stands against the next. */
export function isOfAllPages(error: unknown): boolean {
  if (error instanceof NotReached || error instanceof NotOurServer || noRoomOf(error)) return true
  return error instanceof ApiProblem && [401, 403, 429, 502, 503, 504].includes(error.status)
}
