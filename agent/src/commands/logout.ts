// SPDX-License-Identifier: AGPL-3.0-or-later
import { chooseServer } from '../account/connection.ts'
import { forgetCredential } from '../account/credentials.ts'
import { type Call, type Command, type ExitStatus, UsageError } from '../command.ts'

export const logout: Command = {
  name: 'logout',
  usage: '[--server URL]',
  summary: 'forget the token of a server',
  details: `The token is removed from this machine. Whoever may have copied it is only shut out by the dashboard,
which lists the agents that may come in.
  --server URL  the server; the one of the last login when it is not said`,
  options: { server: { type: 'string' } },
  run,
}

async function run({ positionals, values, terminal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('logout takes no files')
  const server = await chooseServer(values.server as string | undefined)
  const wasThere = await forgetCredential(server)
  await terminal.print(
    wasThere
      ? `This machine has forgotten its token for ${server}. The dashboard lists it until it is removed there.\n`
      : `There was no token for ${server} here.\n`,
  )
  return 0
}
