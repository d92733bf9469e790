// SPDX-License-Identifier: AGPL-3.0-or-later
// What a command is, and what it gets to run with.

import type { Progress } from '../ui/progress.ts'
import type { OptionName, OptionValues } from './options.ts'

/** 0 success; 1 some inputs failed and the others were processed; 2 wrong usage. */
export type ExitStatus = 0 | 1 | 2

export interface Call {
  positionals: string[]
  values: OptionValues
  terminal: Terminal
  /** Aborted by Ctrl-C and by SIGTERM. */
  signal: AbortSignal
}

export interface Terminal {
  /** Writes to standard output; resolves when more may be written. */
  print(text: string): Promise<void>
  /** Writes one line to standard error. */
  warn(line: string): void
  progress(label: string): Progress
}

export interface Command {
  name: string
  /** Arguments after the name and before optional options: "FILE..." */
  takes: string
  /** One line for the list of commands. */
  summary: string
  /** What `rmirror help NAME` prints before the options. */
  details?: string
  /** Help on an option for this command; true: the help in its row. */
  options: Partial<Record<OptionName, string | true>>
  /** What help prints after the options. */
  notes?: string
  /** If another version takes over a watch, returns that version's exit status. */
  run(call: Call): Promise<ExitStatus | number>
}
