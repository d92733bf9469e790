// SPDX-License-Identifier: AGPL-3.0-or-later
// Errors of requests to the server.

/** An error answer of the server (RFC 9457). `message` is a sentence for users. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  /** Identifies the problem where several share a status; "about:blank" if the status says it all. */
  readonly type: string
  /** The field of the body or the query parameter that is invalid. */
  readonly field: string | undefined
  /** All members of the answer, including those specific to this problem. */
  readonly members: Readonly<Record<string, unknown>>
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined
  /** Wait that the server asks for (`Retry-After`), in milliseconds. */
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
export type CapacityProblem = (typeof noRoomTypes)[number]

/** Which resource the server has run out of, for every page. A 413 without such a type concerns a single request. */
export function capacityProblemOf(error: unknown): CapacityProblem | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  const known = noRoomTypes.find((type) => type === error.type)
  return known ?? (error.status === 507 ? 'disk_full' : undefined)
}

/** No attempt was answered. */
export class NotReached extends Error {
  override name = 'NotReached'
  constructor(origin: string, cause: unknown) {
    super(`${origin} doesn't answer${reasonOf(cause)}`, { cause })
  }
}

/** Something other than an rMirror server answers at this address. */
export class NotOurServer extends Error {
  override name = 'NotOurServer'
  constructor(origin: string) {
    super(`There's no rMirror server at ${origin}`)
  }
}

/** The server answered what no rMirror server does. */
export class ImpossibleAnswer extends Error {
  override name = 'ImpossibleAnswer'
  constructor(what: string) {
    super(`The server's answer can't be used: ${what}.`)
  }
}

/** For answers without problem details, such as a proxy's. */
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

/** Node reports causes in more detail than browsers. */
function reasonOf(cause: unknown): string {
  for (let each = cause, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each.name === 'TimeoutError') return ' in time'
    if ('code' in each && typeof each.code === 'string' && each.code in reasons) return reasons[each.code] ?? ''
  }
  return ''
}

/** `Retry-After`, given in seconds or as a date, in milliseconds. Undefined if it is missing or neither of those. */
export function retryAfterMs(response: Response): number | undefined {
  const text = response.headers.get('retry-after')
  if (!text) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

/** True if the failure would be the same for every other page. */
export function affectsAllPages(error: unknown): boolean {
  if (error instanceof NotReached || error instanceof NotOurServer || capacityProblemOf(error)) return true
  return error instanceof ApiProblem && [401, 403, 429, 502, 503, 504].includes(error.status)
}
