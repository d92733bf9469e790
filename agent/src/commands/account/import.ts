// SPDX-License-Identifier: AGPL-3.0-or-later
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { UsageError } from '../../errors.ts'
import { ExportArchive } from '../../import/export-archive.ts'
import { type Imported, sendExport } from '../../import/send-export.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { visibleLine } from '../../visible.ts'

export const importCommand: Command = {
  name: 'import',
  takes: 'FILE.zip',
  summary: 'bring an account that was downloaded into another one',
  details: `FILE.zip is what "Download everything" in the dashboard saved. It's sent to the account of this computer: notebooks,
notes, images, texts with their earlier versions, to-dos, highlights, attachments, settings and integrations. Texts that
were transcribed cost no quota. Run it again after an interruption: what is there already stays. Integrations are paused
until they are connected again. README.md in the file says what can't be brought along, such as devices.`,
  options: { ...serverOptions },
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('import needs exactly one file')
  const archive = await ExportArchive.open(path)
  const connection = await connect(values.server)
  try {
    const imported = await sendExport(archive, {
      api: connection.api,
      signal,
      onNotebook: (name) => void terminal.print(`${visibleLine(name)}\n`),
    })
    for (const sentence of report(imported)) await terminal.print(`${sentence}\n`)
    return 0
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
}

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

function report({ notebooks, pages, notes, attachments, kept, paused, failed }: Imported): string[] {
  const books = plural(notebooks, 'notebook or folder', 'notebooks and folders')
  const texts = plural(kept, 'page or note is', 'pages and notes are')
  return [
    `Imported ${books}, ${plural(pages, 'page')}, ${plural(notes, 'note')} and ${plural(attachments, 'attachment')}.`,
    ...(kept > 0 ? [`${texts} different or deleted in this account, and stayed so.`] : []),
    ...(paused.length > 0
      ? [`Paused until you connect them again in the dashboard: ${visibleLine(paused.join(', '))}.`]
      : []),
    ...failed.map(({ name, why }) => `${visibleLine(name)} can't be set up here: ${visibleLine(why)}`),
    "Not imported: passwords and credentials, browsers and devices, what was delivered, links and workspaces, the account's history.",
  ]
}
