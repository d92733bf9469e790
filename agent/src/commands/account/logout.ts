// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, answerTo, createApi } from '@rmirror/shared/api'
import { checkedToken, chooseServer, commandErrorFrom } from '../../account/connection.ts'
import { credentialFor, deleteCredential } from '../../account/credentials.ts'
import { CommandError, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'

export const logout: Command = {
  name: 'logout',
  takes: '',
  summary: 'disconnect this computer from a server',
  details: `Ends the token on the server and deletes it here. If the server doesn't answer, it is only deleted here: then
revoke this computer in the dashboard, in case someone has a copy of the token.`,
  options: serverOptions,
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('logout takes no files')
  const server = await chooseServer(values.server)
  const credential = await credentialFor(server)
  if (!credential) {
    await terminal.print(`This computer wasn't connected to ${server}.\n`)
    return 0
  }
  const why = await giveBack(server, credential.token, signal)
  await deleteCredential(server)
  if (why === undefined) {
    await terminal.print(`This computer is no longer connected to ${server}.\n`)
    return 0
  }
  await terminal.print(`The token for ${server} was deleted from this computer.\n`)
  terminal.warn(`It stays valid until it expires or you revoke it in the dashboard: ${why}`)
  return 1
}

/** Revokes the token. Returns why it may still be valid; undefined if it isn't. */
async function giveBack(server: string, token: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const api = createApi({ server, token: () => checkedToken(token) })
    await answerTo(api.DELETE('/api/v1/auth/agent-token', { signal }))
  } catch (error) {
    // The token was already invalid.
    if (error instanceof ApiProblem && error.status === 401) return undefined
    const trouble = commandErrorFrom(error, { server, fromEnvironment: false })
    if (!(trouble instanceof CommandError)) throw trouble
    return trouble.message
  }
  return undefined
}
