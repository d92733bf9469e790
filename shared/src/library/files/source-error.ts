// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a file's bytes can't be read, with the code of a Problem.
import type { Problem } from '../model/types.ts'

/** Thrown by SourceFile.read(). `message` is one English sentence without a full stop. */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly code: Problem['code']
  constructor(code: Problem['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

const coreCodes: readonly string[] = [
  'not-a-page',
  'unsupported-version',
  'truncated',
  'corrupt',
  'too-large',
] satisfies Problem['code'][]

/**
 * Converts any failure to read `path` to a problem for users. Matches core errors by name, because they may come from a
 * worker.
 */
export function problemFrom(path: string, error: unknown): Problem {
  if (error instanceof SourceError) return { path, code: error.code, detail: error.message }
  if (error instanceof Error && error.name === 'CoreCrash')
    return { path, code: 'crash', detail: 'rMirror crashed while reading this file' }
  if (error instanceof Error && error.name === 'CoreError' && 'code' in error) {
    const code = coreCodes.includes(String(error.code)) ? (error.code as Problem['code']) : 'corrupt'
    return { path, code, detail: error.message }
  }
  return { path, code: 'unreadable-file', detail: "The file couldn't be read" }
}
