// SPDX-License-Identifier: AGPL-3.0-or-later
// The program: finds the command, reads its options, and turns what happened into an exit status.
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { version } from '../package.json'
import { type Command, type ExitStatus, type Terminal, Trouble, UsageError } from './command.ts'
import { bench } from './commands/bench.ts'
import { exportCommand } from './commands/export.ts'
import { helpOn, helpText } from './commands/help.ts'
import { inspect } from './commands/inspect.ts'
import { login } from './commands/login.ts'
import { logout } from './commands/logout.ts'
import { push } from './commands/push.ts'
import { render } from './commands/render.ts'
import { status } from './commands/status.ts'
import { WriteError } from './outcome.ts'
import { noProgress, terminalProgress } from './ui/progress.ts'

const commands: readonly Command[] = [inspect, render, exportCommand, login, logout, push, status, bench]

const terminal: Terminal = {
  async print(text) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  },
  warn: (line) => void process.stderr.write(`${line}\n`),
  progress: (label) =>
    process.stderr.isTTY
      ? terminalProgress(
          label,
          (text) => void process.stderr.write(text),
          () => performance.now(),
        )
      : noProgress,
}

async function run(argv: string[], signal: AbortSignal): Promise<ExitStatus> {
  const [name, ...rest] = argv
  if (name === undefined) {
    process.stderr.write(helpText(commands))
    return 2
  }
  if (name === '--version') {
    await terminal.print(`rmirror ${version}\n`)
    return 0
  }
  if (name === 'help' || name === '--help' || name === '-h') return help(rest[0])
  const command = commands.find((each) => each.name === name)
  if (!command) {
    process.stderr.write(`rmirror: unknown command "${name}"\n\n${helpText(commands)}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  const { positionals, values } = readArguments(command, rest)
  return command.run({ positionals, values, terminal, signal })
}

async function help(name: string | undefined): Promise<ExitStatus> {
  const command = commands.find((each) => each.name === name)
  await terminal.print(command ? helpOn(command) : helpText(commands))
  return name === undefined || command ? 0 : 2
}

function readArguments(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true }) as {
      positionals: string[]
      values: Record<string, string | boolean | undefined>
    }
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function statusOf(error: unknown, interrupted: AbortSignal): number {
  if (interrupted.aborted) return 130
  if (error instanceof UsageError) {
    const name = process.argv[2] ?? ''
    process.stderr.write(`rmirror: ${error.message}\nTry "rmirror help ${name}".\n`)
    return 2
  }
  if (error instanceof WriteError || error instanceof Trouble) {
    process.stderr.write(`rmirror: ${error.message}\n`)
    return 1
  }
  throw error
}

// Whoever reads our output may stop reading ("| head"): that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const interruption = new AbortController()
process.once('SIGINT', () => {
  // The second Ctrl-C meets no handler and ends the program at once.
  interruption.abort(new Error('interrupted'))
})

try {
  process.exitCode = await run(process.argv.slice(2), interruption.signal)
} catch (error) {
  process.exitCode = statusOf(error, interruption.signal)
}
