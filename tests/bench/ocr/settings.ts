// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's settings, for those who read beside it.
import { readFileSync } from 'node:fs'

/** RMIRROR_OCR_MODEL unless it is set. */
export const defaultModel = 'claude-haiku-5-5'

/** A setting's value as the server takes it: of the variable, or of the file that NAME_FILE names. */
export function settingOf(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const [direct, path] = [environment[name], environment[`${name}_FILE`]]
  if (direct !== undefined && path !== undefined)
    throw new Error(`Both ${name} and ${name}_FILE are set. Set one of them.`)
  if (path === undefined) return direct
  try {
    return readFileSync(path, 'utf8').replace(/[\r\n]+$/, '')
  } catch (cause) {
    throw new Error(`${name}_FILE names a file that can't be read: ${path}`, { cause })
  }
}
