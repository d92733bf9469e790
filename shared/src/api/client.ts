// SPDX-License-Identifier: AGPL-3.0-or-later
// The API as typed calls, the same in browsers and in Node.
import createClient, { type Client } from 'openapi-fetch'
import { type Patience, PatientFetch } from './patient-fetch.ts'
import { ApiProblem, NotOurServer } from './problem.ts'
import type { paths } from './schema.gen.ts'

export type Api = Client<paths>

export interface ApiOptions {
  /** Such as "https://rmirror.example.org"; in browsers "" is the page's own. */
  server: string
  /** Whoever asks; nothing for strangers. It is only ever sent as a header. */
  token?: () => string | undefined
  /** Called when the token was refused: a fresh one, with which the request is sent once more, or nothing. */
  renew?: () => Promise<string | undefined>
  patience?: Patience
}

interface ApiRequest extends Request {
  readonly given: AbortSignal
}

/**
 * In Node a request leaves something behind in the signal it follows, and ours outlive thousands: it only keeps it.
 * Made with a client, because Node loads its `Request` when it is first named, and most commands ask nobody.
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

export function createApi({ server, token, renew, patience }: ApiOptions): Api {
  const patient = new PatientFetch(patience)
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

/** What a call answered; an ApiProblem is thrown when the server refused. */
export async function answerTo<Answer>(
  call: Promise<{ data?: Answer; error?: unknown; response: Response }>,
): Promise<Answer> {
  const { data, error, response } = await call
  if (!response.ok) throw new ApiProblem(response, error)
  // Where the contract has no body, Answer is undefined too.
  return data as Answer
}

function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

/** Web sites answer anything with a page of theirs. */
function expectOurs(request: Request, answer: Response): Response {
  if (answer.ok && /^text\/html\b/.test(answer.headers.get('content-type') ?? ''))
    throw new NotOurServer(new URL(request.url).origin)
  return answer
}
