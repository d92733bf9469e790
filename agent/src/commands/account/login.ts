// SPDX-License-Identifier: AGPL-3.0-or-later
import { hostname } from 'node:os'
import {
  type Api,
  answerTo,
  approvedToken,
  createApi,
  DeviceLoginRefused,
  isUnencrypted,
  startDeviceLogin,
} from '@rmirror/shared/api'
import { anonymousApi, checkedToken, chooseServer, commandErrorFrom } from '../../account/connection.ts'
import { storeCredential } from '../../account/credentials.ts'
import { readSecret } from '../../account/secret.ts'
import { credentialsFile } from '../../account/stored.ts'
import { CommandError, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus, Terminal } from '../../options/command.ts'
import { environment } from '../../options/options.ts'
import { serverOptions } from '../../options/server-options.ts'
import { openBrowser } from '../../ui/browser.ts'
import { visibleLine } from '../../visible.ts'

export const login: Command = {
  name: 'login',
  takes: '',
  summary: 'connect this computer to a server',
  details:
    'Shows a code and opens the dashboard, and waits until you approve this computer there, in this browser or any other.',
  options: {
    ...serverOptions,
    server: 'the server, which later commands use until the next login',
    ...{ token: true, 'no-browser': true, keychain: true },
  },
  notes: `The token is stored in the keychain, or in rmirror/credentials.json in XDG_CONFIG_HOME (~/.config), readable only by
you.`,
  run,
}

interface Issued {
  token: string
  expires_at?: string
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('login takes no files')
  const server = await chooseServer(values.server)
  if (isUnencrypted(server))
    terminal.warn(
      `The connection to ${server} isn't encrypted, so others could read your token. Use https:// if you can.`,
    )
  try {
    if (values.token && process.stdin.isTTY) terminal.warn('Paste the token, then press Enter:')
    const issued = values.token
      ? { token: checkedToken(environment('token') ?? (await readSecret(signal))) }
      : await byDeviceCode(anonymousApi(server), terminal, signal, values['no-browser'] !== true)
    const { email } = await answerTo(createApi({ server, token: () => issued.token }).GET('/api/v1/me', { signal }))
    const withKeychain = values.keychain !== false
    const isInKeychain = await storeCredential(server, { ...issued, email: email ?? '' }, withKeychain)
    if (withKeychain && !isInKeychain)
      terminal.warn(`No keychain answers, so the token is stored in ${credentialsFile()}, readable only by you.`)
    const until = 'expires_at' in issued && issued.expires_at ? ` until ${issued.expires_at.slice(0, 10)}` : ''
    await terminal.print(`This computer is connected to ${server} as ${visibleLine(email ?? 'you')}${until}.\n`)
    return 0
  } catch (error) {
    throw commandErrorFrom(error, { server, fromEnvironment: values.token === true })
  }
}

async function byDeviceCode(api: Api, terminal: Terminal, signal: AbortSignal, withBrowser: boolean): Promise<Issued> {
  const name = visibleLine(hostname()).slice(0, 100) || 'Agent'
  const started = await startDeviceLogin(api, name, signal)
  await terminal.print(`Open ${visibleLine(started.verification_uri)} where you are signed in, and enter this code:

    ${visibleLine(started.user_code)}

Waiting for approval…
`)
  if (withBrowser) openBrowser(started.verification_uri_complete)
  const issued = await approvedToken(api, started, signal).catch((error: unknown) => {
    if (!(error instanceof DeviceLoginRefused)) throw error
    const sentence = error.isExpired ? 'the code has expired. Run "rmirror login" again.' : visibleLine(error.message)
    throw new CommandError(sentence, { cause: error })
  })
  return { ...issued, token: checkedToken(issued.token) }
}
