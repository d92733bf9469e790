// SPDX-License-Identifier: AGPL-3.0-or-later

import { UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { sshAddress } from '../../sources/ssh-address.ts'
import { connectNotion } from './connect-notion.ts'
import { connectTablet, costs } from './connect-ssh.ts'

export const connectCommand: Command = {
  name: 'connect',
  takes: 'notion | ssh [USER@]HOST[:PORT]',
  summary: 'connect a Notion workspace, or let this computer read a tablet by SSH',
  details: `notion: opens the dashboard where a workspace is connected, and waits until it is.

ssh: ${costs}
Shows the tablet's host key and remembers it, and its password where your SSH keys don't open it. Then
"rmirror watch --ssh HOST" reads it.`,
  options: { ...serverOptions, 'no-browser': true, 'ssh-key': true, 'host-key': true, keychain: true },
  notes: 'The password is stored in the keychain, or in rmirror/credentials.json where there is none.',
  run,
}

async function run(call: Call): Promise<ExitStatus> {
  const [what, where = '', ...more] = call.positionals
  const address = what === 'ssh' && more.length === 0 ? sshAddress(where) : undefined
  if (address) await connectTablet(address, call)
  else if (what === 'notion' && where === '') await connectNotion(call)
  else throw new UsageError('connect takes "notion", or "ssh" and the address of a tablet: ssh 10.11.99.1')
  return 0
}
