// SPDX-License-Identifier: AGPL-3.0-or-later
// What a command is, and what it gets to work with.
import type { OptionName, OptionValues } from './options.ts'
import type { Progress } from './ui/progress.ts'

/** 0 done, 1 some inputs failed and the rest was done, 2 the call was not understood. */
export type ExitStatus = 0 | 1 | 2

export interface Call {
  positionals: string[]
  values: OptionValues
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
  /** Behind the name and before the options that can be left out: "FILE..." */
  takes: string
  /** One line for the list of commands. */
  summary: string
  /** What `rmirror help NAME` says before the options. */
  details?: string
  /** What an option means here; true: what its row says. */
  options: Partial<Record<OptionName, string | true>>
  /** What help says after the options. */
  notes?: string
  /** Of a watch that another version goes on for, the status of that. */
  run(call: Call): Promise<ExitStatus | number>
}
