// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { at, write } from '../testing/program.ts'
import { settings, variableOf, withSettings } from './config.ts'
import { type OptionValues, options } from './options.ts'

beforeEach(() => {
  vi.stubEnv('XDG_CONFIG_HOME', at('config'))
  vi.stubEnv('HOME', at('home'))
})
afterEach(() => vi.unstubAllEnvs())

const names = ['memory-mb', 'folders', 'keychain', 'json'] as const
const read = (given: OptionValues = {}) => withSettings(names, given)
const file = (text: string) => write('config/rmirror/config.yaml', text)

describe('settings', () => {
  test('come from the command line, the environment and the file, in this order', async () => {
    expect(await read()).toEqual({})
    file('memory_mb: 256\nfolders: [/a, /b b]\nkeychain: off\n')
    expect(await read()).toEqual({ 'memory-mb': 256, folders: ['/a', '/b b'], keychain: false })
    vi.stubEnv('RMIRROR_AGENT_MEMORY_MB', '300')
    expect((await read())['memory-mb']).toBe(300)
    expect((await read({ 'memory-mb': 400 }))['memory-mb']).toBe(400)
  })

  test('also lie in the home folder, where the other file is not there', async () => {
    write('home/.rmirror/config.yaml', 'memory_mb: 1\n')
    expect(await read()).toEqual({ 'memory-mb': 1 })
    file('# nothing\n')
    expect(await read()).toEqual({})
  })

  test.each([
    ['memory: 2', 'has no setting "memory". There are '],
    ['memory_md: 2', 'has no setting "memory_md". Did you mean "memory_mb"?'],
    ['json: on', 'has no setting "json"'],
    ['memory_mb: a lot', 'memory_mb in '],
    ['memory_mb: {a: 1}', 'must be one value, or a list of them'],
    ['- memory_mb', 'has one setting a line'],
    ['a: [', "isn't YAML"],
    ['a: &x [*x, *x]', "isn't YAML"],
  ])('%j is refused, with what is wrong', async (text, words) => {
    const path = file(text)
    await expect(read()).rejects.toThrow(words)
    await expect(read()).rejects.toThrow(path)
  })

  test('a variable that is wrong is named', async () => {
    vi.stubEnv('RMIRROR_AGENT_MEMORY_MB', 'much')
    await expect(read()).rejects.toThrow('RMIRROR_AGENT_MEMORY_MB must be a whole number')
  })

  test('each has a value, and no name twice', () => {
    for (const name of settings) expect(options[name]).toHaveProperty('value')
    expect(new Set(settings.map(variableOf)).size).toBe(settings.length)
  })
})
