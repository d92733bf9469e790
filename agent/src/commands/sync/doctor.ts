// SPDX-License-Identifier: AGPL-3.0-or-later

import { examine } from '../../doctor/examine.ts'
import { UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { visibleLine } from '../../visible.ts'
import { sourceOptions, sourcesOf, vaultsOf } from './run-options.ts'

export const doctor: Command = {
  name: 'doctor',
  takes: '[PATH...]',
  summary: 'check everything that a sync needs, and say what to do',
  details: 'Looks where "rmirror watch" would with these options. Nothing is changed or sent.',
  options: { ...sourceOptions, vault: true, json: 'one JSON object instead of sentences' },
  run,
}

async function run(call: Call): Promise<ExitStatus> {
  const { values, terminal, signal } = call
  if (values['ssh-key'] !== undefined && values.ssh === undefined) throw new UsageError('--ssh-key goes with --ssh')
  const findings = await examine({ server: values.server, sources: sourcesOf(call), vaults: vaultsOf(call), signal })
  if (values.json) await terminal.print(`${JSON.stringify({ findings })}\n`)
  else
    for (const { about, is_well, says } of findings)
      await terminal.print(`${is_well ? '✓' : '✗'} ${about}: ${visibleLine(says)}\n`)
  return findings.every(({ is_well }) => is_well) ? 0 : 1
}
