// SPDX-License-Identifier: AGPL-3.0-or-later
// Paths of the agent's state by account. Not in the configuration folder, which users copy between computers.
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { claimsOf } from '../account/token-claims.ts'

export interface StateFiles {
  memory: string
  lock: string
  /** Folder for files fetched from tablets. */
  cache: string
  /** Its modification time tells a running watch to start a round. */
  call: string
  /** Hash of the code with which a browser may open the page of a watch. */
  code: string
  /** Requests to a running watch about an update, and its answers. */
  update: string
  /** Folder for the tray's icon files, and for its program if that has to be made executable. */
  tray: string
  /** The latest backup that this computer saw, so that an older state of the server can be noticed. */
  backups: string
}

export function stateFiles(server: string, account: string): StateFiles {
  const name = createHash('sha256').update(`${server}\n${account}`).digest('hex').slice(0, 16)
  const at = (ending: string) => join(stateFolder(process.platform, process.env), `${name}.${ending}`)
  return {
    ...{ memory: at('db'), lock: at('lock'), cache: at('usb') },
    ...{ call: at('call'), code: at('code'), update: at('update'), tray: at('tray'), backups: at('backups') },
  }
}

/** The XDG base directory specification, and the conventions of macOS and Windows. */
export function stateFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME = '', LOCALAPPDATA = '' } = environment
  if (isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'rmirror')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/rmirror')
  if (platform === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData/Local'), 'rmirror')
  return join(homedir(), '.local/state/rmirror')
}

/** The account of a token: the subject of an agent's JWT, a hash of any other token. */
export function accountOf(token: string): string {
  const { sub } = claimsOf(token)
  return typeof sub === 'string' ? sub : createHash('sha256').update(token).digest('hex')
}
