// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Command } from '../command.ts'
import { settings } from '../config.ts'

export function helpText(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const list = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  const variables = Object.values(settings).map(({ name, help }) => `  ${name.padEnd(14)}  ${help}`)
  return `rmirror: read, export and sync reMarkable notebooks

Usage: rmirror COMMAND ...

${list.join('\n')}

Run "rmirror help COMMAND" for details, "rmirror --version" for the version.

Environment:
${variables.join('\n')}

Exit status: 0 success, 1 some inputs failed (the others were processed), 2 wrong usage.
`
}

export function helpOn(command: Command): string {
  return `Usage: rmirror ${command.name} ${command.usage}\n\n${command.summary}\n\n${command.details}\n`
}
