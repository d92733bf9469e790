// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import type { Command } from '../options/command.ts'
import { helpOn, helpText } from '../options/help.ts'
import { type Option, type OptionName, options } from '../options/options.ts'
import { commands } from './index.ts'

const command = (more: Partial<Command>): Command => ({
  ...{ name: 'copy', takes: 'FILE -o OUT', summary: 'copy a file', options: {}, run: async () => 0 as const },
  ...more,
})

describe('help', () => {
  test.each(commands)('on $name lists its options', (each) => {
    const help = helpOn(each)
    expect(help).toContain(each.summary)
    for (const name of Object.keys(each.options)) expect(help).toMatch(new RegExp(`^  (-., )?--${name}\\b`, 'm'))
    expect(help.split('\n').filter((line) => line.length > 120)).toEqual([])
  })

  test('names every command and variable', () => {
    const help = helpText(commands)
    for (const { name } of commands) expect(help).toMatch(new RegExp(`^  ${name} `, 'm'))
    for (const { variable } of Object.values<Option>(options)) if (variable) expect(help).toContain(variable.name)
  })

  test('is made of the rows, or of what the command says instead', () => {
    expect(
      helpOn(command({ options: { output: 'the copy,\nor its folder', page: true }, notes: 'That is all.' })),
    ).toBe(
      `Usage: rmirror copy FILE -o OUT [--page N]

copy a file

  -o, --output OUT  the copy,
                    or its folder
  --page N          the page of a notebook (default: 1)
That is all.
`,
    )
  })

  test('no option is left that no command takes', () => {
    const taken = new Set(commands.flatMap((each) => Object.keys(each.options)))
    expect((Object.keys(options) as OptionName[]).filter((name) => !taken.has(name))).toEqual([])
  })
})
