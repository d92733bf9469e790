// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the agent keeps what it knows, by account: not in the configuration, which people copy between machines.
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { claimsOf } from '../account/token-claims.ts'

export interface StateFiles {
  memory: string
  lock: string
  /** A folder for what is fetched from tablets. */
  cache: string
  /** Whose time tells a running watch to look now. */
  call: string
  /** The hash of the code by which a browser may open the page of a watch. */
  code: string
  /** What is asked of a running watch about an update, and what it answered. */
  update: string
  /** A folder for the icons of the tray as files, and for its program where that has to be made one that may be run. */
  tray: string
}

export function stateFiles(server: string, account: string): StateFiles {
  const name = createHash('sha256').update(`${server}\n${account}`).digest('hex').slice(0, 16)
  const at = (ending: string) => join(stateFolder(process.platform, process.env), `${name}.${ending}`)
  return {
    ...{ memory: at('db'), lock: at('lock'), cache: at('usb') },
    ...{ call: at('call'), code: at('code'), update: at('update'), tray: at('tray') },
  }
}

/** The XDG base directory specification, and the customs of macOS and Windows. */
export function stateFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME = '', LOCALAPPDATA = '' } = environment
  if (isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'rmirror')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/rmirror')
  if (platform === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData/Local'), 'rmirror')
  return join(homedir(), '.local/state/rmirror')
}

/** Whom a token is for: of an agent's JWT its subject. Other tokens stand for themselves. */
export function accountOf(token: string): string {
  const { sub } = claimsOf(token)
  return typeof sub === 'string' ? sub : createHash('sha256').update(token).digest('hex')
}
