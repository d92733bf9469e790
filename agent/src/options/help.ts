// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the help texts from commands and their options.
import type { Command } from './command.ts'
import { type Option, type OptionName, options } from './options.ts'

const settingsRow: [string, string] = [
  'RMIRROR_AGENT_…',
  'Settings: options by their names, as RMIRROR_AGENT_MEMORY_MB. They can also stand in config.yaml.',
]

export function helpText(commands: readonly Command[]): string {
  const variables = Object.values<Option>(options).flatMap(({ variable }) => variable ?? [])
  return `rmirror: read, export and sync reMarkable notebooks

Usage: rmirror COMMAND ...

${columns(commands.map(({ name, summary }) => [name, summary]))}

Run "rmirror help COMMAND" for details, "rmirror --version" for the version.

Environment:
${columns([...variables.map(({ name, help }): [string, string] => [name, help]), settingsRow])}

Exit status: 0 success, 1 some inputs failed (the others were processed), 2 wrong usage.
`
}

export function helpOn({ name, takes, summary, details, options: own, notes }: Command): string {
  const rows = optionsOf(own).map(([option, help]): [string, string] => [withShort(option), help])
  const about = [details, rows.length > 0 && columns(rows), notes].filter(Boolean).join('\n')
  return `${usage(name, takes, own)}\n\n${summary}\n\n${about}\n`
}

/** A command's options in the table's order, each with its help. */
function optionsOf(own: Command['options']): [OptionName, string][] {
  const names = Object.keys(options) as OptionName[]
  return names.flatMap((name) => {
    const help = own[name]
    if (help === undefined) return []
    const { help: defaultHelp, default: initially } = options[name] as Option
    return [[name, `${help === true ? defaultHelp : help}${initially === undefined ? '' : ` (default: ${initially})`}`]]
  })
}

const withValue = (name: OptionName) => {
  const { value } = options[name] as Option
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

const withShort = (name: OptionName) => {
  const { short } = options[name] as Option
  return short ? `-${short}, ${withValue(name)}` : withValue(name)
}

const widest = 120

/**
 * A command's arguments and options, on as many lines as needed. Required options are part of `takes` and not repeated.
 */
function usage(name: string, takes: string, own: Command['options']): string {
  const start = `Usage: rmirror ${name}`
  const isNeeded = (option: OptionName) => takes.includes(`-${(options[option] as Option).short} `)
  const optional = optionsOf(own).filter(([option]) => !isNeeded(option))
  const words = [...(takes ? [takes] : []), ...optional.map(([option]) => `[${withValue(option)}]`)]
  const lines = [start]
  for (const word of words) {
    const line = `${lines.pop()} ${word}`
    if (line.length <= widest) lines.push(line)
    else lines.push(line.slice(0, -word.length - 1), `${' '.repeat(start.length)} ${word}`)
  }
  return lines.join('\n')
}

/** Two columns; further lines of a text are in the second. */
function columns(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  const below = `\n${' '.repeat(width + 4)}`
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text.replaceAll('\n', below)}`).join('\n')
}
