// SPDX-License-Identifier: AGPL-3.0-or-later
// Connects a Notion workspace: the user approves it in the dashboard, and the browser then returns here.
import { connect } from '../../account/connection.ts'
import { awaitReturn } from '../../account/loopback.ts'
import { CommandError } from '../../errors.ts'
import type { Call } from '../../options/command.ts'
import { canOpenBrowser, openBrowser } from '../../ui/browser.ts'
import { visibleLine } from '../../visible.ts'

const withinMs = 15 * 60_000

export async function connectNotion({ values, terminal, signal }: Call): Promise<void> {
  const { server, credential } = await connect(values.server)
  const screen = `${server}/integrations/notion`
  if (values['no-browser'] || !canOpenBrowser()) {
    await terminal.print(`Open ${screen} where you are signed in, and connect the workspace there.\n`)
    return
  }
  await using browser = await awaitReturn(screen)
  const account = credential.email ? ` as ${visibleLine(credential.email)}` : ''
  await terminal.print(`Connect the workspace in your browser, signed in${account}. If none opens, go to ${screen}

Waiting…
`)
  openBrowser(`${screen}#agent=${browser.port}.${browser.value}`)
  const limit = AbortSignal.timeout(withinMs)
  if (!(await browser.returned(AbortSignal.any([signal, limit])))) {
    signal.throwIfAborted()
    throw new CommandError('nothing came back from the browser within 15 minutes. Run "rmirror connect notion" again.')
  }
  await terminal.print('Notion is connected. Choose in the dashboard which databases are written to.\n')
}
