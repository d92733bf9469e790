// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, answerTo, createApi } from '@rmirror/shared/api'
import { checkedToken, chooseServer, troubleFrom } from '../account/connection.ts'
import { credentialFor, forgetCredential } from '../account/credentials.ts'
import { type Call, type Command, type ExitStatus, Trouble, UsageError } from '../command.ts'

export const logout: Command = {
  name: 'logout',
  usage: '[--server URL]',
  summary: 'end the token of a server, and forget it',
  details: `The token opens nothing any more, and is removed from this machine. Where the server does not answer it is
only removed; then the dashboard, which lists the agents that may come in, shuts out whoever may have copied it.
  --server URL  the server; the one of the last login when it is not said`,
  options: { server: { type: 'string' } },
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('logout takes no files')
  const server = await chooseServer(values.server as string | undefined)
  const credential = await credentialFor(server)
  if (!credential) {
    await terminal.print(`There was no token for ${server} here.\n`)
    return 0
  }
  const why = await giveBack(server, credential.token, signal)
  await forgetCredential(server)
  if (why === undefined) {
    await terminal.print(`This machine may not send pages to ${server} any more.\n`)
    return 0
  }
  await terminal.print(`This machine has forgotten its token for ${server}.\n`)
  terminal.warn(`The server takes it until it expires or is removed in the dashboard: ${why}`)
  return 1
}

/** Why the token may still open something, if it may. */
async function giveBack(server: string, token: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const api = createApi({ server, token: () => checkedToken(token) })
    await answerTo(api.DELETE('/api/v1/auth/agent-token', { signal }))
  } catch (error) {
    // It had ended before.
    if (error instanceof ApiProblem && error.status === 401) return undefined
    const trouble = troubleFrom(error, { server, fromEnvironment: false })
    if (!(trouble instanceof Trouble)) throw trouble
    return trouble.message
  }
  return undefined
}
