// SPDX-License-Identifier: AGPL-3.0-or-later
import { connect } from '../../account/connection.ts'
import { Memory } from '../../engine/memory.ts'
import { isRunning } from '../../engine/run-state.ts'
import { accountOf, type StateFiles, stateFiles } from '../../engine/state-folder.ts'
import { CommandError, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { openingAddress } from '../../page/codes.ts'
import { openBrowser } from '../../ui/browser.ts'

export const open: Command = {
  name: 'open',
  takes: '',
  summary: 'open the page of "rmirror watch" on this computer',
  details: `Status, quota, what is synced, pause and log, at 127.0.0.1 on this computer alone. The address that is shown is good
for a minute and for one browser.`,
  options: { ...serverOptions, 'no-browser': true, json: 'the address as one JSON object' },
  run,
}

async function run({ positionals, values, terminal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('open takes no files')
  const { server, credential } = await connect(values.server)
  const files = stateFiles(server, accountOf(credential.token))
  const url = openingAddress(portOf(files), files.code)
  await terminal.print(values.json ? `${JSON.stringify({ url })}\n` : `${url}\n`)
  if (!values['no-browser']) openBrowser(url)
  return 0
}

function portOf(files: StateFiles): number {
  if (!isRunning(files)) throw new CommandError(`nothing runs that could show a page. Start "rmirror watch".`)
  const { memory } = Memory.open(files.memory)
  const port = Number(memory.fact('page-port') ?? 0)
  memory.close()
  if (port === 0) throw new CommandError('what runs shows no page: its port was in use, or it was told to show none.')
  return port
}
