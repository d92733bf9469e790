// SPDX-License-Identifier: AGPL-3.0-or-later
import { isUuid, type Notebook, type PageSource, type Problem, templateOf } from '@rmirror/shared/library'
import { failureOf, type Inspection, inOrder, type Pool, partsOf } from '@rmirror/shared/workshop'
import { UsageError } from '../../errors.ts'
import { type Input, pagesOf, readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { visibleLine } from '../../visible.ts'
import { RenewedCore } from '../../workers/core.ts'
import { quoted } from '../../workers/templates.ts'
import { openPool } from '../../workers/threads.ts'
import { countPages } from '../../workers/unopened.ts'

export const inspect: Command = {
  name: 'inspect',
  takes: 'FILE...',
  summary: 'show what is on pages: layers, strokes, text, highlights, hashes',
  details: 'FILE is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them.',
  options: { json: true, strokes: true },
  run,
}

type Entry = { file: string; problem: Problem } | { file: string; input: Input; notebook: Notebook; page: PageSource }
type Line =
  | { file: string; failure: Pick<Problem, 'code' | 'detail'>; number?: number; uuid?: string }
  | { file: string; input: Input; page: PageSource; inspection: Inspection }

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length === 0) throw new UsageError('inspect needs a file')
  const pool = openPool()
  const progress = terminal.progress('Reading')
  const show = values.json ? jsonLine : tableLine
  // Scripts get JSON only; people may want to know what was left out.
  const remark = ({ path, detail }: Problem) => values.json !== true && terminal.warn(`${path}: ${detail}`)
  let failed = false
  try {
    const work = (entry: Entry) => inspectEntry(entry, pool, values.strokes === true)
    for await (const line of inOrder(entries(positionals, signal, progress.expect, remark), pool.size * 2, work)) {
      signal.throwIfAborted()
      progress.advance()
      failed ||= 'failure' in line
      progress.clear()
      await terminal.print(show(line))
    }
  } finally {
    progress.clear()
    await pool.close()
  }
  return failed ? 1 : 0
}

async function* entries(
  paths: string[],
  signal: AbortSignal,
  expect: (more: number) => void,
  remark: (problem: Problem) => void,
): AsyncGenerator<Entry> {
  const core = new RenewedCore()
  for (const path of paths) {
    const input = await readInput(path, core, signal)
    const uncounted = await countPages(input.library.notebooks, signal)
    input.failures.push(...uncounted.map((problem) => ({ ...problem, path })))
    input.remarks.forEach(remark)
    expect(input.failures.length)
    for (const problem of input.failures) yield { file: problem.path, problem }
    for (const { notebook, page } of pagesOf(input.library)) {
      expect(1)
      yield { file: input.fileOf(page), input, notebook, page }
    }
  }
}

async function inspectEntry(entry: Entry, pool: Pool, strokes: boolean): Promise<Line> {
  if ('problem' in entry) return { file: entry.file, failure: entry.problem }
  const { file, input, notebook, page } = entry
  try {
    const parts = await partsOf(page, notebook)
    return { file, input, page, inspection: await pool.run('inspect', { page: parts, strokes }) }
  } catch (error) {
    const place = input.singlePage ? {} : { number: page.number, uuid: page.uuid }
    return { file, failure: failureOf(error), ...place }
  }
}

function jsonLine(line: Line): string {
  return `${JSON.stringify('failure' in line ? failureObject(line) : pageObject(line))}\n`
}

function failureObject({ file, failure, number, uuid }: Extract<Line, { failure: unknown }>): object {
  const place = uuid === undefined ? {} : { page: number, page_uuid: uuid }
  return { file, ...place, ok: false, error: { code: failure.code, message: failure.detail } }
}

/** Exactly the keys that scripts rely on: a new fact of the core doesn't appear by itself. */
function pageObject({ file, input, page, inspection }: Extract<Line, { inspection: unknown }>): object {
  const { facts, fileHash, strokes, templateKnown } = inspection
  const { templateName } = page
  const template = templateOf(page)
  return {
    file,
    ...(!input.singlePage && { page: page.number, page_uuid: page.uuid }),
    ok: true,
    version: facts.version,
    paper: facts.paper,
    ...(template !== '' && { template, template_known: templateKnown }),
    ...(template !== '' && templateName !== undefined && { template_name: templateName }),
    layers: facts.layers.map((layer) => ({ name: layer.name, visible: layer.visible, strokes: layer.strokes })),
    strokes: facts.strokes,
    bbox: facts.bbox,
    tools: facts.tools,
    colors: facts.colors,
    text: facts.text.map(({ style, text, state }) => ({ style, text, ...(state !== null && { state }) })),
    highlights: facts.highlights.map((highlight) => ({
      text: highlight.text,
      color: highlight.color,
      rects: highlight.rects,
    })),
    images: facts.images,
    unreadable: facts.unreadable,
    file_hash: fileHash,
    ink_hash: facts.ink_hash,
    ...(strokes && { stroke_list: strokes }),
  }
}

function tableLine(line: Line): string {
  const file = visibleLine(line.file)
  if ('failure' in line) {
    const where = line.number === undefined ? file : `${file}, page ${line.number}`
    return `${where}: ${line.failure.detail} (${line.failure.code})\n`
  }
  const { input, page, inspection } = line
  const { facts } = inspection
  const template = templateOf(page)
  const characters = facts.text.reduce((sum, paragraph) => sum + [...paragraph.text].length, 0)
  const parts = [
    facts.version === 0 ? 'lines' : `v${facts.version}`,
    `${facts.paper.width} × ${facts.paper.height}`,
    counted(facts.layers.length, 'layer'),
    counted(facts.strokes.total, 'stroke'),
    characters > 0 && counted(characters, 'typed character'),
    facts.highlights.length > 0 && counted(facts.highlights.length, 'highlight'),
    facts.images > 0 && counted(facts.images, 'image'),
    template !== '' && templateFact(page, inspection),
    facts.unreadable > 0 && `${counted(facts.unreadable, 'part')} couldn't be read`,
  ]
  const where = input.singlePage ? file : `${file}, page ${page.number}`
  return `${where}: ${parts.filter(Boolean).join(', ')}\n`
}

/** For a template that is drawn as blank paper. */
function templateFact(
  { template, templateName = template }: PageSource,
  { templateKnown, templateProblem }: Inspection,
): string | undefined {
  if (templateKnown) return undefined
  if (templateProblem !== null) return `template ${quoted(templateName)} can't be read (${templateProblem})`
  return `template ${quoted(template)} ${isUuid(template) ? 'is missing' : "isn't supported"}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
