// SPDX-License-Identifier: AGPL-3.0-or-later
import { writeFileSync } from 'node:fs'
import { connect } from '../../account/connection.ts'
import { Memory } from '../../engine/memory.ts'
import { pauseWords, setPause, untilResumed } from '../../engine/pause.ts'
import { accountOf, stateFiles } from '../../engine/state-folder.ts'
import { UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'

export const pause: Command = {
  name: 'pause',
  takes: '[2h|30m|off]',
  summary: 'let "rmirror watch" send nothing for a while',
  details: `Without a time, until "rmirror pause off" or "rmirror sync". It holds across restarts; what changes meanwhile is
sent afterwards.`,
  options: { ...serverOptions, json: 'the end of the pause as one JSON object' },
  run,
}

const unitMs: Record<string, number> = { m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000 }
const maxMs = 365 * 24 * 60 * 60_000

async function run({ positionals: [time, ...more], values, terminal }: Call): Promise<ExitStatus> {
  const until = more.length > 0 ? undefined : endOf(time)
  if (until === undefined) throw new UsageError('pause takes a time such as 30m, 2h or 1d, or "off"')
  const { server, credential } = await connect(values.server)
  const files = stateFiles(server, accountOf(credential.token))
  const { memory } = Memory.open(files.memory)
  setPause(memory, until)
  memory.close()
  writeFileSync(files.call, new Date().toISOString())
  if (values.json) {
    await terminal.print(`${JSON.stringify({ paused_until: until })}\n`)
    return 0
  }
  const said = until ? `Nothing is sent ${pauseWords(until, new Date())}.` : 'The pause is over.'
  await terminal.print(`${said}\n`)
  return 0
}

/** null ends the pause; undefined if the time isn't understood. */
function endOf(time: string | undefined): Date | null | undefined {
  if (time === undefined) return untilResumed
  if (time === 'off') return null
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(time) ?? []
  const ms = Number(count) * (unitMs[unit] ?? 0)
  return ms > 0 && ms <= maxMs ? new Date(Date.now() + ms) : undefined
}
