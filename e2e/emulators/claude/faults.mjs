// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong, and when: in the next requests one by one, or by chance in a share of all.
import { realAnswersOf } from '../real-answers.mjs'
import { usageFaultNames } from './bill.mjs'
import { anything, choice, dictionary, integer, list, number, object, text, truth } from './fields.mjs'
import { Random } from './words.mjs'

/**
 * @typedef {object} Fault
 * @property {string} [says] an answer of the real service by its name in shared/ocr/real-answers.json, without "claude: "
 * @property {number} [status] of an error answer, or of `body`
 * @property {string} [type] of the error, unless the status tells it
 * @property {string} [message]
 * @property {object} [details]
 * @property {any} [body] sent instead of what would be: text as it is, anything else as JSON
 * @property {Record<string, string>} [headers]
 * @property {number} [retry_after] seconds
 * @property {number} [after_ms] waits before anything is sent
 * @property {number} [between_ms] waits before each event of a stream
 * @property {boolean} [held] answers once the test says so, by `release`
 * @property {boolean} [hang] never answers
 * @property {boolean} [hang_mid_stream] sends one half and never the other
 * @property {boolean} [drop] ends the connection without an answer
 * @property {boolean} [drop_mid_stream] ends the connection in the middle of its answer
 * @property {boolean} [error_mid_stream] sends an event `error` in the middle of a stream; 529 where there is none
 * @property {boolean} [truncate] half of the text, stop_reason max_tokens
 * @property {boolean} [cut_json] half of the text, stop_reason end_turn
 * @property {boolean} [refusal]
 * @property {boolean} [empty] no content at all
 * @property {boolean} [whitespace]
 * @property {boolean} [not_json]
 * @property {boolean} [thinking_only]
 * @property {boolean | number} [huge] 5 MB of text, or this number of bytes
 * @property {string} [text] instead of the answer's
 * @property {string} [usage] how usage is reported: missing, twice, shrinking in a second message_delta, or with iterations beyond its counts
 * @property {number} [times] how many requests it befalls; 1
 * @property {string} [containing] befalls only requests whose body contains this
 * @property {string} [path] of the requests that it befalls; /v1/messages. A request in a batch has the path "batch".
 */

/** What the service answers word for word when an account, a key or an organization's settings are at fault. */
const realAnswers = realAnswersOf('claude')

/** @type {Record<string, import('./fields.mjs').Shape>} */
const members = {
  says: choice([...realAnswers.keys()]),
  status: integer(100),
  type: text,
  message: text,
  details: dictionary,
  body: anything,
  headers: dictionary,
  retry_after: number(0, 86_400),
  after_ms: number(0, 600_000),
  between_ms: number(0, 60_000),
  ...Object.fromEntries(
    [
      ...['held', 'hang', 'hang_mid_stream', 'drop', 'drop_mid_stream', 'error_mid_stream', 'truncate', 'cut_json'],
      ...['refusal', 'empty', 'whitespace', 'not_json', 'thinking_only'],
    ].map((name) => [name, truth]),
  ),
  huge: anything,
  text,
  usage: choice(usageFaultNames),
  times: integer(1),
  containing: text,
  path: text,
}
const faultList = list(object({}, members))
const scriptShape = object(
  {},
  {
    next: faultList,
    rate: number(0, 1),
    faults: faultList,
    seed: anything,
    after_ms: number(0, 600_000),
    requests_per_minute: integer(1),
    batches: object({}, { hold: truth }),
  },
)

export class Script {
  /** @type {{fault: Fault, left: number}[]} */
  #next = []
  /** @type {Fault[]} */
  #faults = []
  #rate = 0
  #random = new Random('')
  /** What lets each call that is held go on. @type {(() => void)[]} */
  #held = []
  /** Waited before every answer. */
  afterMs = 0
  /** @type {number | undefined} */
  requestsPerMinute
  /** Whether batches end only when they are told to. */
  holdsBatches = false

  /** Replaces the script. @param {any} script a list of faults for the next requests, or all that a script may say */
  set(script) {
    const whole = Array.isArray(script) ? { next: script } : script
    scriptShape(whole, '')
    this.#next = (whole.next ?? []).map((/** @type {Fault} */ fault) => ({ fault, left: fault.times ?? 1 }))
    this.#faults = whole.faults ?? []
    this.#rate = whole.rate ?? 0
    this.#random = new Random(JSON.stringify(whole.seed ?? 0))
    this.afterMs = whole.after_ms ?? 0
    this.requestsPerMinute = whole.requests_per_minute
    this.holdsBatches = whole.batches?.hold ?? false
  }

  /** Resolves when the calls that are held may go on. @returns {Promise<void>} */
  released() {
    return new Promise((resolve) => {
      this.#held.push(resolve)
    })
  }

  /** Lets the calls that are held go on. */
  release() {
    for (const goOn of this.#held.splice(0)) goOn()
  }

  /** @param {string} path @param {string | Buffer} body @returns {Fault | undefined} */
  take(path, body) {
    const befalls = (/** @type {Fault} */ fault) =>
      (fault.path ?? '/v1/messages') === path && (fault.containing === undefined || body.includes(fault.containing))
    const next = this.#next.find(({ fault }) => befalls(fault))
    if (next) {
      next.left -= 1
      if (next.left === 0) this.#next.splice(this.#next.indexOf(next), 1)
      return asItIs(next.fault)
    }
    const faults = this.#faults.filter(befalls)
    if (faults.length === 0 || this.#random.share() >= this.#rate) return undefined
    return asItIs(faults[this.#random.below(faults.length)])
  }
}

/** @param {Fault | undefined} fault @returns {Fault | undefined} */
function asItIs(fault) {
  const real = fault?.says === undefined ? undefined : realAnswers.get(fault.says)
  return real ? { ...fault, status: real.status, body: real.body, message: real.body.error.message } : fault
}

/** The words of an error answer whose fault brings none. @param {number} status */
export function messageOf(status) {
  /** @type {Record<number, string>} */
  const messages = {
    401: 'invalid x-api-key',
    402: 'There’s an issue with your billing or payment information.',
    403: 'Your API key does not have permission to use the specified resource.',
    413: 'Request exceeds the maximum size',
    429: "This request would exceed your organization's rate limit.",
    500: 'Internal server error',
    504: 'Request timed out',
    529: 'Overloaded',
  }
  return messages[status] ?? 'An emulated fault'
}
