// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import { type Call, type Command, type ExitStatus, UsageError } from '../command.ts'
import { RenewedCore } from '../core.ts'
import { exportPictures } from '../export/pictures.ts'
import { exportText } from '../export/text.ts'
import { readInput } from '../inputs.ts'
import { writeWhole } from '../outcome.ts'
import { PagePool } from '../workers/pool.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: 'PATH -o OUT.md|.txt|.zip',
  summary: 'write a notebook as Markdown, as text, or as a ZIP of pictures',
  details: `PATH is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them.
  -o, --output OUT  .md or .txt: titles, tags, typed text and highlights, page by page
                    .zip: every page as a PNG, in the tablet's folders`,
  options: { output: { type: 'string', short: 'o' } },
  run,
}

const formats = ['.md', '.txt', '.zip'] as const

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('export needs exactly one path')
  const { output, format } = readOutput(values.output)
  const input = await readInput(path, new RenewedCore(), signal)
  for (const problem of [...input.failures, ...input.remarks]) terminal.warn(`${problem.path}: ${problem.detail}`)
  if (input.library.notebooks.length === 0) return 1
  const pool = new PagePool()
  const progress = terminal.progress('Exporting')
  progress.expect(input.library.notebooks.reduce((sum, notebook) => sum + notebook.pages.length, 0))
  let failedPages = 0
  const report = {
    done: () => progress.advance(),
    failed(name: string, number: number, detail: string) {
      failedPages++
      progress.clear()
      terminal.warn(`${name}, page ${number}: ${detail}`)
    },
  }
  try {
    await writeWhole(output, (write) =>
      format === '.zip'
        ? exportPictures(input.library, pool, { write, report, signal })
        : exportText(input.library, pool, format === '.md' ? 'markdown' : 'plain', { write, report, signal }),
    )
  } finally {
    progress.clear()
    await pool.close()
  }
  return failedPages > 0 || input.failures.length > 0 ? 1 : 0
}

function readOutput(output: Call['values'][string]): { output: string; format: (typeof formats)[number] } {
  if (typeof output !== 'string') throw new UsageError('export needs -o OUT.md, -o OUT.txt or -o OUT.zip')
  const extension = extname(output).toLowerCase()
  const format = formats.find((each) => each === extension)
  if (format) return { output, format }
  if (extension === '.pdf') throw new UsageError('PDF is not yet in this version: use md, txt or zip')
  throw new UsageError(`"${output}" is neither a .md, a .txt nor a .zip`)
}
