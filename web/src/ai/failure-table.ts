// SPDX-License-Identifier: AGPL-3.0-or-later
// Classifies errors of transcription services by shared/ocr/failures.json. The server uses the same table
// (server/src/ocr/service/failure_table.hpp).
import failures from '@rmirror/shared/ocr/failures.json' with { type: 'json' }
import { type Fields, fieldsOf, textAt } from './fields.ts'
import type { ProviderKind } from './types.ts'

interface Rule {
  /** Such as "429", or "5xx" for all that begin with 5. */
  status?: string[]
  /** Any of them matches. */
  names?: string[]
  /** Any of them matches; in lower case. */
  text?: string[]
  reason: string
}

interface Table {
  rules: Rule[]
  places: Record<string, string | undefined>
}

const tables: Record<ProviderKind, Table> = {
  claude: failures.claude,
  'openai-compatible': failures.openai,
}

export interface ErrorAnswer {
  /** The innermost message, which is the most specific. */
  message: string
  /** All messages, in lower case. */
  searched: string
  /** Types, codes and reasons. */
  names: string[]
  /** The status in the body; null if it has none. */
  status: number | null
  /** The body itself says that it's an error, whatever the HTTP status. */
  isError: boolean
}

/** The reason of the first rule of the table that matches. */
export function judge(kind: ProviderKind, status: number, error: ErrorAnswer): string {
  const text = String(statusOf(status, error))
  const rule = tables[kind].rules.find(
    (one) =>
      (one.status?.some((pattern) => isOf(pattern, text)) ?? true) &&
      (one.names?.some((name) => error.names.includes(name)) ?? true) &&
      (one.text?.some((words) => error.searched.includes(words)) ?? true),
  )
  return rule?.reason ?? 'unknown'
}

/** The address of the service's page on which the user can fix it; null if the table has none. */
export function placeOf(kind: ProviderKind, reason: string): string | null {
  return tables[kind].places[reason] ?? null
}

const firstError = 400

/** The effective status: that of the error in the body, if the HTTP status is a success. */
export function statusOf(status: number, { isError, status: own }: ErrorAnswer): number {
  return status < firstError && isError && own !== null && own >= firstError ? own : status
}

function isOf(pattern: string, status: string): boolean {
  return pattern.length === status.length && [...pattern].every((char, at) => char === 'x' || char === status[at])
}

/** Services such as routers wrap errors of other services; nested errors are read up to this depth. */
const maxDepth = 3

const nothing: ErrorAnswer = { message: '', searched: '', names: [], status: null, isError: false }

/** Reads an object, an array of one (Gemini), a string in place of an object (Ollama), or an HTML page. */
export function readError(body: unknown, depth = 0): ErrorAnswer {
  if (typeof body === 'string') return said(textOf(body))
  if (Array.isArray(body)) return depth < maxDepth && body.length > 0 ? readError(body[0], depth + 1) : nothing
  const whole = fieldsOf(body)
  const error = errorIn(whole)
  if (error === undefined) return readWithoutError(whole, depth)
  const read = typeof error === 'string' ? said(error) : readObject(fieldsOf(error), depth)
  return { ...read, isError: true }
}

/** The error of the whole body, or of its first choice (OpenRouter, if a provider fails midway). */
function errorIn({ error, choices }: Fields): unknown {
  const own = [error, Array.isArray(choices) ? fieldsOf(choices[0]).error : undefined]
  return own.find((each) => (typeof each === 'object' && each !== null) || (typeof each === 'string' && each !== ''))
}

/** The formats of vLLM and Mistral (`message`), and of servers built with FastAPI (`detail`). */
function readWithoutError(whole: Fields, depth: number): ErrorAnswer {
  const { detail } = whole
  const own = { ...readObject(whole, depth), isError: textAt(whole, 'object') === 'error' }
  if (detail === undefined) return own
  return { ...own, ...said(typeof detail === 'string' ? detail : JSON.stringify(detail)), names: own.names }
}

function readObject(error: Fields, depth: number): ErrorAnswer {
  const message = textAt(error, 'message')
  const raw = textAt(fieldsOf(error.metadata), 'raw')
  const inner = [raw, message.startsWith('{') ? message : '']
    .filter((text) => text !== '' && depth < maxDepth)
    .map((text) => readError(parsed(text), depth + 1))
  const details = Array.isArray(error.details) ? error.details.map((one) => textAt(fieldsOf(one), 'reason')) : []
  const own = ['type', 'code', 'status', 'param', 'reason'].map((name) => textAt(error, name))
  const names = [...own, textAt(fieldsOf(error.details), 'error_code'), ...details]
  const codes = [...inner.map(({ status }) => status), Number.isInteger(error.code) ? (error.code as number) : null]
  return {
    message: [...inner.map((one) => one.message), message].find((text) => text !== '') ?? '',
    searched: [...inner.map(({ searched }) => searched), message.toLowerCase()].join('\n'),
    names: [...inner.flatMap((one) => one.names), ...names.filter((name) => name !== '')],
    status: codes.find((code) => code !== null) ?? null,
    isError: false,
  }
}

const said = (message: string): ErrorAnswer => ({ ...nothing, message, searched: message.toLowerCase() })

/** The title, if it's an HTML page. */
function textOf(text: string): string {
  if (!text.trimStart().startsWith('<')) return text.slice(0, 1200)
  return /<title>([\s\S]*?)<\/title>/i.exec(text.slice(0, 20_000))?.[1] ?? ''
}

/** Returns the text itself if it isn't JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
