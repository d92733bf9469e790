// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the program for its arguments: finds the command, parses its options, and maps the outcome to an exit status.
import { once } from 'node:events'
import { useTransport } from './account/transport.ts'
import { commands } from './commands/index.ts'
import { CommandError, isFullDisk, UsageError } from './errors.ts'
import { mostSimilar, readArguments } from './options/arguments.ts'
import type { ExitStatus, Terminal } from './options/command.ts'
import { withSettings } from './options/config.ts'
import { helpOn, helpText } from './options/help.ts'
import type { OptionName } from './options/options.ts'
import { WriteError } from './outcome.ts'
import { noProgress, terminalProgress } from './ui/progress.ts'
import { selfCheck } from './update/self-check.ts'
import { version } from './version.ts'
import { visible, visibleLine } from './visible.ts'

const terminal: Terminal = {
  async print(text) {
    if (!process.stdout.write(visible(text))) await once(process.stdout, 'drain')
  },
  warn: (line) => void process.stderr.write(`${visibleLine(line)}\n`),
  progress: (label) =>
    process.stderr.isTTY
      ? terminalProgress(
          label,
          (text) => void process.stderr.write(text),
          () => performance.now(),
        )
      : noProgress,
}

/** `signal` is aborted by Ctrl-C. Anything that this throws is a bug. */
export async function program(argv: string[], signal: AbortSignal): Promise<number> {
  try {
    return await run(argv, signal)
  } catch (error) {
    return statusOf(error, argv, signal)
  }
}

async function run(argv: string[], signal: AbortSignal): Promise<ExitStatus | number> {
  const [name, ...rest] = argv
  if (name === undefined) {
    process.stderr.write(helpText(commands))
    return 2
  }
  if (name === '--version') {
    await terminal.print(`rmirror ${version}\n`)
    return 0
  }
  // Called by an older version that is updating to this one.
  if (name === '--self-check') {
    await terminal.print(await selfCheck())
    return 0
  }
  if (name === 'help' || name === '--help' || name === '-h') return help(rest[0])
  const command = commands.find((each) => each.name === name)
  if (!command) {
    const similar = mostSimilar(
      name,
      commands.map((each) => each.name),
    )
    const suggestion = similar ? `. Did you mean "${similar}"?` : ''
    process.stderr.write(`rmirror: unknown command "${visibleLine(name)}"${suggestion}\n\n${helpText(commands)}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  const names = Object.keys(command.options) as OptionName[]
  const { positionals, values: given } = readArguments(names, rest)
  const values = await withSettings(names, given)
  await useTransport(values)
  return command.run({ positionals, values, terminal, signal })
}

async function help(name: string | undefined): Promise<ExitStatus> {
  const command = commands.find((each) => each.name === name)
  await terminal.print(command ? helpOn(command) : helpText(commands))
  return name === undefined || command ? 0 : 2
}

function statusOf(error: unknown, [name = '']: string[], interrupted: AbortSignal): number {
  if (interrupted.aborted) return 130
  if (error instanceof UsageError) {
    process.stderr.write(`rmirror: ${visible(error.message)}\nTry "rmirror help ${name}".\n`)
    return 2
  }
  if (error instanceof WriteError || error instanceof CommandError) {
    process.stderr.write(`rmirror: ${visible(error.message)}\n`)
    return 1
  }
  if (isFullDisk(error)) {
    process.stderr.write('rmirror: the disk of this computer is full. Make room, then try again.\n')
    return 1
  }
  throw error
}
