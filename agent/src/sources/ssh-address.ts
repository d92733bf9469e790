// SPDX-License-Identifier: AGPL-3.0-or-later

export interface SshAddress {
  user: string
  host: string
  port: number
  /** Folder of the library on the tablet. */
  path: string
  /** Name for users. */
  name: string
}

const defaultPath = '/home/root/.local/share/remarkable/xochitl'

/** Parses [USER@]HOST[:PORT][/FOLDER]; undefined if it isn't valid. IPv6 addresses are in brackets. */
export function sshAddress(text: string): SshAddress | undefined {
  const parts = /^(?:([\w.-]+)@)?(\[[\da-f:.]+\]|[\w][\w.-]*)(?::(\d{1,5}))?(\/\S*)?$/i.exec(text.trim())
  if (!parts) return undefined
  const [, user = 'root', host = '', port = '22', path = defaultPath] = parts
  if (Number(port) < 1 || Number(port) > 65_535) return undefined
  const name = `${user}@${host}${port === '22' ? '' : `:${port}`}${path === defaultPath ? '' : path}`
  return { user, host: host.replace(/^\[|\]$/g, ''), port: Number(port), path: path.replace(/(.)\/+$/, '$1'), name }
}
