// SPDX-License-Identifier: AGPL-3.0-or-later
import { answerTo } from '@rmirror/shared/api'
import { connect, troubleFrom } from '../account/connection.ts'
import { printable } from '../account/printable.ts'
import { noReader, quotaSentence } from '../account/quota-sentence.ts'
import type { Call, Command, ExitStatus } from '../command.ts'
import { UsageError } from '../errors.ts'
import { serverOptions } from './server-options.ts'

export const status: Command = {
  name: 'status',
  takes: '',
  summary: 'show the server, the account and the page quota',
  options: { ...serverOptions, json: 'one JSON object instead of sentences' },
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('status takes no files')
  const connection = await connect(values.server)
  const { server, api, credential, fromEnvironment } = connection
  try {
    const account = await answerTo(api.GET('/api/v1/me', { signal }))
    const quota = await answerTo(api.GET('/api/v1/quota', { signal }))
    const token = { from: fromEnvironment ? 'environment' : 'login', expires_at: credential.expires_at ?? null }
    if (values.json) await terminal.print(`${JSON.stringify({ server, account, token, quota })}\n`)
    else
      await terminal.print(`Server:  ${server}
Account: ${printable(account.email ?? account.id)}
Token:   ${fromEnvironment ? 'from RMIRROR_TOKEN' : `from login${credential.expires_at ? `, valid until ${credential.expires_at.slice(0, 10)}` : ''}`}
Quota:   ${quotaSentence(quota)}${quota.has_reader ? '' : `; ${noReader}`}
`)
    return 0
  } catch (error) {
    throw troubleFrom(error, connection)
  }
}
