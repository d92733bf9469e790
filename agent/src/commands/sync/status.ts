// SPDX-License-Identifier: AGPL-3.0-or-later
import { answerTo, type components, fetchRemovalWarnings, type Quota, type RemovalWarning } from '@rmirror/shared/api'
import type { KeptVault, RunState } from '@rmirror/shared/local-page'
import { type Connection, chooseServer, commandErrorFrom, connectTo } from '../../account/connection.ts'
import { noReader, quotaSentence } from '../../account/quota-sentence.ts'
import { removalSentence } from '../../account/removal-sentence.ts'
import { pauseWords } from '../../engine/pause.ts'
import { readRunState } from '../../engine/run-state.ts'
import { accountOf, stateFiles } from '../../engine/state-folder.ts'
import { UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { visibleLine } from '../../visible.ts'

export const status: Command = {
  name: 'status',
  takes: '',
  summary: 'show the server, the account, the page quota, what is synced, and what waits for you',
  options: { ...serverOptions, json: 'one JSON object instead of sentences' },
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('status takes no files')
  const server = await chooseServer(values.server)
  const connection = await connectTo(server)
  const known = connection ? localFacts(connection) : { server, token: null, agent: null }
  let there: ServerFacts = { account: null, quota: null, removals: null }
  let failure: unknown
  try {
    if (connection) there = await serverFacts(connection, signal)
  } catch (error) {
    failure = commandErrorFrom(error, connection ?? { server, fromEnvironment: false })
  }
  const all = { ...known, ...there }
  if (values.json) await terminal.print(`${JSON.stringify(all)}\n`)
  else await terminal.print(sentencesOf(all, connection?.fromEnvironment === true))
  if (failure) throw failure
  return 0
}

interface LocalFacts {
  server: string
  /** null if not signed in. */
  token: { from: 'environment' | 'login'; expires_at: string | null } | null
  agent: RunState | null
}

function localFacts({ server, credential, fromEnvironment }: Connection): LocalFacts {
  return {
    server,
    token: { from: fromEnvironment ? 'environment' : 'login', expires_at: credential.expires_at ?? null },
    agent: readRunState(stateFiles(server, accountOf(credential.token))),
  }
}

interface ServerFacts {
  account: components['schemas']['Account'] | null
  quota: Quota | null
  /** What integrations keep until the user answers. */
  removals: RemovalWarning[] | null
}

async function serverFacts({ api }: Connection, signal: AbortSignal): Promise<ServerFacts> {
  return {
    account: await answerTo(api.GET('/api/v1/me', { signal })),
    quota: await answerTo(api.GET('/api/v1/quota', { signal })),
    removals: await fetchRemovalWarnings(api, signal),
  }
}

function sentencesOf(
  { server, token, agent, account, quota, removals }: LocalFacts & ServerFacts,
  fromEnvironment: boolean,
): string {
  const until = token?.expires_at ? `, valid until ${token.expires_at.slice(0, 10)}` : ''
  const rows: [string, string | undefined][] = [
    ['Server', server],
    ['Account', token ? account && visibleLine(account.email ?? account.id) : notSignedIn(server)],
    ['Token', token && (fromEnvironment ? 'from RMIRROR_TOKEN' : `from login${until}`)],
    ['Quota', quota && `${quotaSentence(quota)}${quota.has_reader ? '' : `; ${noReader}`}`],
    ...(removals ?? []).map((warning): [string, string] => ['Removal', removalSentence(warning)]),
    ...(agent ? agentRows(agent) : []),
  ].map(([name, text]) => [name ?? '', text ?? undefined])
  return rows.map(([name, text]) => (text === undefined ? '' : `${`${name}:`.padEnd(9)}${text}\n`)).join('')
}

const notSignedIn = (server: string) => `not signed in. Run "rmirror login --server ${server}"`

function agentRows(agent: RunState): [string, string | undefined][] {
  const pause = agent.paused_until && `, paused ${pauseWords(new Date(agent.paused_until), new Date())}`
  const last = agent.last_sync_at && new Date(agent.last_sync_at)
  const when = last ? timeOf(last) : 'nothing yet'
  const waiting = agent.pages_to_send > 0 ? `, ${agent.pages_to_send} pages to send` : ''
  const unreadable = agent.unreadable > 0 ? `, ${agent.unreadable} unreadable` : ''
  return [
    ['Watch', `${agent.is_running ? 'runs' : "doesn't run"}${pause || ''}`],
    ['Synced', `${when}; ${agent.notebooks} notebooks and folders${waiting}${unreadable}`],
    ['Problem', agent.problem ?? undefined],
    ['Update', agent.update ? `version ${agent.update} is available. Run "rmirror update".` : undefined],
    ...agent.sources.map(({ kind, address, problem }): [string, string] => [
      'Source',
      visibleLine(`${kind} ${address}${problem ? `: ${problem}` : ''}`),
    ]),
    ...agent.vaults.map((vault): [string, string] => ['Vault', visibleLine(vaultSentence(vault))]),
  ]
}

const timeOf = (date: Date) => `${date.toLocaleDateString('en-CA')} ${date.toLocaleTimeString('en-GB')}`

function vaultSentence({ folder, problem, updated_at, notes, kept }: KeptVault): string {
  const when = updated_at === null ? 'nothing yet' : timeOf(new Date(updated_at))
  const own = kept > 0 ? `, ${kept} ${kept === 1 ? 'part' : 'parts'} kept as you changed them` : ''
  return `${folder}: ${problem ? `${problem} Last written ${when}` : `${when}; ${notes} notes${own}`}`
}
