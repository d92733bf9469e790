// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  answerRemovalWarning,
  fetchRemovalWarnings,
  type RemovalAnswer,
  type RemovalWarning,
} from '@rmirror/shared/api'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { removalFact } from '../../account/removal-sentence.ts'
import { CommandError, UsageError } from '../../errors.ts'
import { isSameName } from '../../names.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { visibleLine } from '../../visible.ts'

export const removals: Command = {
  name: 'removals',
  takes: '[keep|remove NAME...]',
  summary: 'show or answer what integrations ask before they remove much',
  details: `Where much of a notebook is gone at once, integrations remove nothing of it until you answer: "keep" leaves it there
for good, "remove" lets it go there as well. NAME is a notebook by name or uuid.`,
  options: { ...serverOptions, json: 'what waits for an answer as one JSON object' },
  run,
}

async function run({ positionals: [answer, ...names], values, terminal, signal }: Call): Promise<ExitStatus> {
  if (answer !== undefined && ((answer !== 'keep' && answer !== 'remove') || names.length === 0))
    throw new UsageError('removals takes nothing, or "keep" or "remove" and names')
  const connection = await connect(values.server)
  const { api } = connection
  try {
    let waiting = await fetchRemovalWarnings(api, signal)
    if (answer !== undefined) {
      const meant = names.map((name) => warningOf(name, waiting))
      for (const { id } of meant) await answerRemovalWarning(api, id, answer as RemovalAnswer)
      if (!values.json) for (const warning of meant) await terminal.print(`${saidOf(warning, answer)}\n`)
      waiting = waiting.filter((warning) => !meant.includes(warning))
    }
    if (values.json) await terminal.print(`${JSON.stringify({ removals: waiting })}\n`)
    else if (answer === undefined) await terminal.print(listOf(waiting))
    return 0
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
}

function saidOf({ visible_name }: RemovalWarning, answer: string): string {
  const name = visibleLine(visible_name)
  return answer === 'keep'
    ? `${name}: integrations keep what is gone here.`
    : `${name}: integrations remove what is gone here.`
}

function listOf(waiting: RemovalWarning[]): string {
  if (waiting.length === 0) return 'Nothing waits for an answer.\n'
  const lines = waiting.map((warning) => `${removalFact(warning)}  (${warning.notebook_uuid})\n`)
  return `${lines.join('')}Answer with "rmirror removals keep NAME" or "rmirror removals remove NAME".\n`
}

/** Throws a CommandError if no notebook has the name, or several have. */
function warningOf(name: string, waiting: RemovalWarning[]): RemovalWarning {
  const [one, another] = waiting.filter(({ visible_name, notebook_uuid }) =>
    [visible_name, notebook_uuid].some((each) => isSameName(each, name)),
  )
  if (!one) throw new CommandError(`no question about a notebook "${name}" waits for an answer.`)
  if (another)
    throw new CommandError(`"${name}" means several notebooks. Name one by its uuid: "rmirror removals" shows it.`)
  return one
}
