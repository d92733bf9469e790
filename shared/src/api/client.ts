// SPDX-License-Identifier: AGPL-3.0-or-later
// The API as typed calls, for browsers and Node.
import createClient, { type Client } from 'openapi-fetch'
import { ApiProblem, NotOurServer, NotReached } from './problem.ts'
import { type Fetch, RetryingFetch, type RetryPolicy } from './retrying-fetch.ts'
import type { paths } from './schema.gen.ts'

export type Api = Client<paths>

export interface ApiOptions {
  /** Such as "https://rmirror.example.org"; in browsers "" is the page's own origin. */
  server: string
  /** Returns the access token, or undefined for anonymous requests. Sent in the Authorization header only. */
  token?: () => string | undefined
  /** Called after a 401. Returns a new token, with which the request is sent once more, or undefined. */
  renew?: () => Promise<string | undefined>
  retryPolicy?: RetryPolicy
  /** Sends the requests, where the global fetch can't reach other origins. Doesn't apply to streaming calls. */
  fetch?: Fetch
  /** Bodies can be read while they arrive (`parseAs: 'stream'`). Such calls are sent once, and have no timeout. */
  isStreaming?: boolean
}

interface ApiRequest extends Request {
  readonly given: AbortSignal
}

/**
 * A Request that stores its signal without following it: in Node each request leaves something behind in the signal
 * that it follows, and our signals outlive thousands of requests. Created per client, because Node loads `Request` on
 * first use and most commands send no requests.
 */
function requestClass() {
  return class extends Request implements ApiRequest {
    readonly given: AbortSignal

    constructor(input: RequestInfo | URL, { signal, ...init }: RequestInit = {}) {
      super(input, init)
      this.given = signal ?? new AbortController().signal
    }
  }
}
/**
 * Calls retry as RetryingFetch does. They reject with NotReached if no answer comes, and with NotOurServer if it's HTML.
 */

export function createApi({ server, token, renew, retryPolicy, fetch: send, isStreaming = false }: ApiOptions): Api {
  const patient = isStreaming ? { send: fetchOnce } : new RetryingFetch(retryPolicy, send)
  return createClient<paths>({
    baseUrl: server,
    redirect: 'error',
    Request: requestClass(),
    async fetch(request) {
      const { given } = request as ApiRequest
      const asked = token?.()
      const spare = asked && renew ? request.clone() : undefined
      const answer = await patient.send(withToken(request, asked), given)
      if (answer.status !== 401 || !spare || !renew) return expectOurs(request, answer)
      const renewed = await renew()
      return renewed ? expectOurs(request, await patient.send(withToken(spare, renewed), given)) : answer
    },
  })
}

/** RetryingFetch reads each body completely before it returns the answer; this doesn't. */
async function fetchOnce(request: Request, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(request, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new NotReached(new URL(request.url).origin, error)
  }
}

/** The body of a call's answer. Throws ApiProblem for every status outside 200 to 299. */
export async function answerTo<Answer>(
  call: Promise<{ data?: Answer; error?: unknown; response: Response }>,
): Promise<Answer> {
  const { data, error, response } = await call
  if (!response.ok) throw new ApiProblem(response, error)
  // Where the contract defines no body, Answer includes undefined.
  return data as Answer
}

function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

/** Other web sites answer any path with an HTML page. */
function expectOurs(request: Request, answer: Response): Response {
  if (answer.ok && /^text\/html\b/.test(answer.headers.get('content-type') ?? ''))
    throw new NotOurServer(new URL(request.url).origin)
  return answer
}
