// SPDX-License-Identifier: AGPL-3.0-or-later
import { CoreCrash, CoreError } from '@rmirror/shared/core'
import { NotLoaded } from './workshop.ts'

export interface Failure {
  code: string
  message: string
  /** The core is unusable from here on. */
  crashed: boolean
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof CoreError) return { code: error.code, message: error.message, crashed: false }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof NotLoaded) return { code: 'not-loaded', message, crashed: false }
  // NotReadableError and NotFoundError: the file changed or went away after it was dropped.
  if (error instanceof DOMException) return { code: 'unreadable-file', message, crashed: false }
  return { code: 'crash', message, crashed: error instanceof CoreCrash || isTrap(error) }
}

/** An error thrown by WebAssembly itself, outside of the core's own checks. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError
}

/** It is about the worker, not about the page it happened on. */
export function endsAllWork(error: unknown): boolean {
  return error instanceof CoreCrash || error instanceof NotLoaded || isTrap(error)
}
