// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { mostSimilar, readArguments } from './arguments.ts'

const read = (...args: string[]) => readArguments(['output', 'width', 'background', 'json', 'no-text'], args)

describe('arguments', () => {
  test.each<[string[], object, string[]]>([
    [['a.rm', '-o', 'b.png', '--width', '300'], { output: 'b.png', width: 300 }, ['a.rm']],
    [['--output=b.png', '--background', 'off', '--json'], { output: 'b.png', background: false, json: true }, []],
    [['-ob.png', '--no-text'], { output: 'b.png', 'no-text': true }, []],
    [['--width', '1', '--width', '2'], { width: 2 }, []],
    [['--json', '--', '--width'], { json: true }, ['--width']],
    [['--output=-o', '-'], { output: '-o' }, ['-']],
  ])('%j are read', (args, values, positionals) => {
    expect(read(...args)).toEqual({ values, positionals })
  })

  test.each([
    [['--jsno'], 'unknown option --jsno. Did you mean --json?'],
    [['--back', 'off'], 'unknown option --back'],
    [['--page', '2'], 'unknown option --page'],
    [['-x'], 'unknown option -x'],
    [['--output'], '--output needs a value: OUT'],
    [['-o', '--json'], '-o needs a value: OUT'],
    [['--json=yes'], '--json takes no value'],
    [['--width', '0x10'], '--width must be a whole number from 1 to 20000, not "0x10"'],
    [['--background', 'maybe'], '--background must be on or off, not "maybe"'],
  ])('%j are refused, with what is wrong', (args, message) => {
    expect(() => read(...args)).toThrow(new UsageError(message))
  })
})

test.each([
  ['exprot', 'export'],
  ['inspct', 'inspect'],
  ['statsu', 'status'],
  ['frobnicate', undefined],
  ['x', undefined],
])('of %s it is guessed that %s was meant', (word, meant) => {
  expect(mostSimilar(word, ['inspect', 'export', 'status', 'push'])).toBe(meant)
})
