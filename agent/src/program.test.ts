// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { version } from '../package.json'
import { commands } from './commands/index.ts'
import { fixture, rmirror, start } from './testing/program.ts'

describe('the program as a process', () => {
  test('says which version it is', async () => {
    expect(await start('--version').outcome).toEqual({ status: 0, out: `rmirror ${version}\n`, err: '' })
  })

  test.each([
    ['inspect', fixture('v6.rm')],
    ['bench', fixture('v6.rm')],
    ['render', fixture('v6.rm'), '-o', 'a.png'],
    ['export', fixture('v6.rm'), '-o', 'a.pdf'],
    ['export', fixture('v6.rm'), '-o', 'a.md'],
    ['vault', 'vault', '--from', fixture('v6.rm')],
  ])('does its work and ends: %s', async (...args) => {
    expect(await start(...args).outcome).toMatchObject({ status: 0, err: '' })
  })

  test.each([
    [0, ['help']],
    [1, ['inspect', 'missing.rm']],
    [2, ['inspect', '--jsno', 'a.rm']],
    [2, []],
  ])('ends with %i after %j', async (status, args) => {
    const ended = await start(...args).outcome
    expect(ended.status).toBe(status)
    expect(ended.out + ended.err).not.toBe('')
  })
})

describe('the program', () => {
  test('explains itself', async () => {
    const help = await rmirror('help')
    expect(help).toMatchObject({ status: 0, err: '' })
    for (const { name: command } of commands) {
      expect(help.out).toContain(command)
      expect((await rmirror(command, '--help')).out).toContain(`Usage: rmirror ${command}`)
    }
  })

  test('says which version it is', async () => {
    expect(await rmirror('--version')).toEqual({ status: 0, out: `rmirror ${version}\n`, err: '' })
  })

  test('guesses which command and which option was meant', async () => {
    expect(await rmirror('exprot')).toMatchObject({ status: 2, err: expect.stringContaining('Did you mean "export"?') })
    expect(await rmirror('inspect', '--jsno', 'a.rm')).toEqual({
      status: 2,
      out: '',
      err: 'rmirror: unknown option --jsno. Did you mean --json?\nTry "rmirror help inspect".\n',
    })
  })

  test.each([[[]], [['frobnicate']], [['login', 'a.rm']], [['push']], [['inspect']], [['inspect', '--loud', 'a.rm']]])(
    'answers %j with help on standard error and status 2',
    async (args) => {
      const { status, out, err } = await rmirror(...args)
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(err).toContain('rmirror')
    },
  )
})
