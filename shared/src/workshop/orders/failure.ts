// SPDX-License-Identifier: AGPL-3.0-or-later
// Why an order failed, for both sides of a worker.
import { CoreCrash, CoreError } from '../../core/index.ts'
import { type Problem, problemFrom, SourceError } from '../../library/index.ts'
import type { Failure } from './orders.ts'

/** An order failed: `code` is stable ("truncated", "crash" ...), `message` is for people. */
export class OrderError extends Error {
  override name = 'OrderError'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** A part of the program itself couldn't be loaded; nothing is wrong with the page. */
export class NotLoaded extends Error {
  override name = 'NotLoaded'
}

/** For parts of the program that are loaded on use. Rejects with an OrderError. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load()
  } catch (cause) {
    throw new OrderError('not-loaded', `Part of rMirror couldn't be loaded: ${cause}`)
  }
}

/** The failure as a worker reports it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CoreError || error instanceof SourceError) {
    const { code, detail } = problemFrom('', error)
    return { code, message: detail, crashed: false }
  }
  if (error instanceof NotLoaded) return { code: 'not-loaded', message: error.message, crashed: false }
  // NotReadableError and NotFoundError: the file changed or disappeared after it was given.
  if (error instanceof DOMException) return { code: 'unreadable-file', message: error.message, crashed: false }
  if (error instanceof CoreCrash || isTrap(error))
    return { code: 'crash', message: 'rMirror crashed while reading this page', crashed: true }
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'crash', message: `Unexpected error: ${reason}`, crashed: false }
}

/** Why a page or a file is missing, for users. */
export function failureOf(error: unknown): Pick<Problem, 'code' | 'detail'> {
  if (error instanceof OrderError) return { code: error.code as Problem['code'], detail: error.message }
  const { code, detail } = problemFrom('', error)
  return { code, detail }
}

/** An error thrown by WebAssembly itself, outside of the core's own checks. */
function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError
}

/** True if the program or the server failed, not the page, so that every other page would fail too. */
export function isOfAllWork(error: unknown): boolean {
  return error instanceof OrderError && codesAffectingAllPages.includes(error.code)
}

const codesAffectingAllPages = ['not-loaded', 'signed-out', 'no-answer']
