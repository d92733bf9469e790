// SPDX-License-Identifier: AGPL-3.0-or-later
// Values for options that the command line omits: RMIRROR_AGENT_… in the environment, then config.yaml. Only rows of
// the option table that are settings can be set there.
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { CommandError, UsageError } from '../errors.ts'
import { mostSimilar } from './arguments.ts'
import { type Option, type OptionName, type OptionValues, options } from './options.ts'

/** Folder of credentials and settings. A relative XDG_CONFIG_HOME is ignored, as its specification requires. */
export function configFolder(): string {
  const set = process.env.XDG_CONFIG_HOME ?? ''
  return join(isAbsolute(set) ? set : join(homedir(), '.config'), 'rmirror')
}

export const variableOf = (name: OptionName) => `RMIRROR_AGENT_${name.replaceAll('-', '_').toUpperCase()}`
const keyOf = (name: OptionName) => name.replaceAll('-', '_')

/** Options that are settings, in the table's order. */
export const settings = (Object.keys(options) as OptionName[]).filter((name) => (options[name] as Option).isSetting)

/** Adds to `given` what the environment and the file state for these options. */
export async function withSettings(names: readonly OptionName[], given: OptionValues): Promise<OptionValues> {
  const wanted = settings.filter((name) => names.includes(name) && given[name] === undefined)
  if (wanted.length === 0) return given
  const { path, values } = await readConfig()
  const found: Partial<Record<OptionName, unknown>> = { ...given }
  for (const name of wanted) {
    const set = process.env[variableOf(name)]?.trim()
    const written = values.get(keyOf(name))
    if (set) found[name] = options[name].read(set, variableOf(name))
    else if (written !== undefined) found[name] = options[name].read(written, `${keyOf(name)} in ${path}`)
  }
  return found as OptionValues
}

export interface Config {
  /** The file that was read, or the one that would be. */
  path: string
  /** Values as text, by setting name. */
  values: Map<string, string>
}

/** Rejects with a CommandError or UsageError that names the file and what is wrong in it. */
export async function readConfig(): Promise<Config> {
  const candidates = [join(configFolder(), 'config.yaml'), join(homedir(), '.rmirror', 'config.yaml')]
  for (const path of candidates) {
    const text = await readIfThere(path)
    if (text !== undefined) return { path, values: await valuesIn(text, path) }
  }
  return { path: candidates[0] ?? '', values: new Map() }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined
    throw new CommandError(`${path} can't be read`, { cause })
  }
}

async function valuesIn(text: string, path: string): Promise<Map<string, string>> {
  const content = await parsed(text, path)
  if (content === null || content === undefined) return new Map()
  if (typeof content !== 'object' || Array.isArray(content))
    throw new CommandError(`${path} has one setting a line, such as "memory_mb: 512"`)
  return new Map(
    Object.entries(content)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [knownKey(key, path), textOf(value, key, path)]),
  )
}

async function parsed(text: string, path: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    // Without aliases a short file can't expand to millions of values.
    return parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : ''
    throw new CommandError(`${path} isn't YAML that rmirror reads: ${reason}`, { cause })
  }
}

function knownKey(key: string, path: string): string {
  const keys = settings.map(keyOf)
  if (keys.includes(key)) return key
  const similar = mostSimilar(key, keys)
  const suggestion = similar ? `Did you mean "${similar}"?` : `There are ${keys.join(', ')}.`
  throw new UsageError(`${path} has no setting "${key}". ${suggestion}`)
}

/** Our YAML parser reads "on" and "off" as text, true and false as booleans; both mean the same here. */
function textOf(value: unknown, key: string, path: string): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('\n')
  throw new UsageError(`${key} in ${path} must be one value, or a list of them`)
}
