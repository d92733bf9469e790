// SPDX-License-Identifier: AGPL-3.0-or-later
// What the error of a transcription service means, by shared/ocr/failures.json: the server judges by the same table
// (server/src/ocr/failure_table.hpp).
import failures from '@rmirror/shared/ocr/failures.json' with { type: 'json' }
import { type Fields, fieldsOf, textAt } from './fields.ts'
import type { ProviderKind } from './types.ts'

interface Rule {
  /** "429", or "5xx" for all that begin so. */
  status?: string[]
  /** One of them. */
  names?: string[]
  /** One of them, in small letters. */
  text?: string[]
  reason: string
}

const tables: Record<ProviderKind, Rule[]> = {
  claude: failures.claude.rules,
  'openai-compatible': failures.openai.rules,
}

export interface ErrorAnswer {
  /** The innermost message: the one that says something. */
  message: string
  /** All messages, in small letters. */
  searched: string
  /** Types, codes and reasons. */
  names: string[]
}

/** A reason of the table: the first rule that matches decides. */
export function judge(kind: ProviderKind, status: number, { names, searched }: ErrorAnswer): string {
  const rule = tables[kind].find(
    (one) =>
      (one.status?.some((pattern) => isOf(pattern, String(status))) ?? true) &&
      (one.names?.some((name) => names.includes(name)) ?? true) &&
      (one.text?.some((text) => searched.includes(text)) ?? true),
  )
  return rule?.reason ?? 'unknown'
}

function isOf(pattern: string, status: string): boolean {
  return pattern.length === status.length && [...pattern].every((char, at) => char === 'x' || char === status[at])
}

/** The error of another service may have one inside itself; deeper than this nobody looks. */
const mostDepth = 3

/** Of an object, an array of one (Gemini), a text in place of an object (Ollama), or a page for people. */
export function readError(body: unknown, depth = 0): ErrorAnswer {
  if (typeof body === 'string') return said(textOf(body), [])
  const whole = fieldsOf(Array.isArray(body) ? body[0] : body)
  const { error, detail } = whole
  if (typeof error === 'string') return said(error, [])
  if (error) return readObject(fieldsOf(error), depth)
  const own = readObject(whole, depth)
  return detail === undefined ? own : said(typeof detail === 'string' ? detail : JSON.stringify(detail), own.names)
}

function readObject(error: Fields, depth: number): ErrorAnswer {
  const raw = textAt(fieldsOf(error.metadata), 'raw')
  const inner = raw && depth < mostDepth ? readError(parsed(raw), depth + 1) : said('', [])
  const message = textAt(error, 'message')
  const details = Array.isArray(error.details) ? error.details.map((one) => textAt(fieldsOf(one), 'reason')) : []
  const own = ['type', 'code', 'status', 'param', 'reason'].map((name) => textAt(error, name))
  const names = [...own, textAt(fieldsOf(error.details), 'error_code'), ...details]
  return {
    message: inner.message || message,
    searched: `${inner.searched}\n${message.toLowerCase()}`,
    names: [...inner.names, ...names.filter((name) => name !== '')],
  }
}

const said = (message: string, names: string[]): ErrorAnswer => ({ message, searched: message.toLowerCase(), names })

/** Of a page for people, its title. */
function textOf(text: string): string {
  if (!text.trimStart().startsWith('<')) return text.slice(0, 1200)
  return /<title>([\s\S]*?)<\/title>/i.exec(text.slice(0, 20_000))?.[1] ?? ''
}

/** Text that isn't JSON stays text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
