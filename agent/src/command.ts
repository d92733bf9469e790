// SPDX-License-Identifier: AGPL-3.0-or-later
// What a command is, and what it gets to work with.
import type { ParseArgsConfig } from 'node:util'
import type { Progress } from './ui/progress.ts'

/** 0 done, 1 some inputs failed and the rest was done, 2 the call was not understood. */
export type ExitStatus = 0 | 1 | 2

export interface Call {
  positionals: string[]
  values: Record<string, string | boolean | undefined>
  terminal: Terminal
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
}

export interface Terminal {
  /** To standard output; resolves when more may be written. */
  print(text: string): Promise<void>
  /** One line to standard error. */
  warn(line: string): void
  progress(label: string): Progress
}

export interface Command {
  name: string
  /** Behind the name, as in "FILE... [--json]". */
  usage: string
  /** One line for the list of commands. */
  summary: string
  /** What more `rmirror help NAME` says. */
  details: string
  options: NonNullable<ParseArgsConfig['options']>
  run(call: Call): Promise<ExitStatus>
}

/** The call was not understood: printed with a hint, exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What keeps a command from its work as a whole, and what to do about it: printed, exit status 1. */
export class Trouble extends Error {
  override name = 'Trouble'
}
