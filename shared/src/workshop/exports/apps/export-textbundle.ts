// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports a notebook as a TextPack: a TextBundle in a ZIP. Version 2 of the format, https://textbundle.org/spec.
import {
  type Folder,
  markdownLine,
  markdownTags,
  type Notebook,
  pageFileName,
  safeFileName,
  textWriter,
  writeZip,
  type ZipOutput,
} from '../../../library/index.ts'
import { ArchivedAttachments } from '../archived-attachments.ts'
import type { ExportedLibrary, ExportTools, Sink } from '../export-tools.ts'
import { NotebookPictures } from '../notebook-pictures.ts'
import { type PageResult, pageTexts } from '../page-texts.ts'
import { factsOf, trashed } from './app-texts.ts'
import { withSafeLinks } from './markdown-links.ts'

const writer = textWriter('markdown')

export async function exportTextBundle(
  { notebooks, folders }: ExportedLibrary,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const zip = writeZip(new WritableStream({ write }))
  for (const notebook of notebooks) await addBundle(zip, notebook, folders, tools)
  await zip.close()
}

async function addBundle(
  zip: ZipOutput,
  notebook: Notebook,
  folders: Folder[],
  // The bundle has files of its own.
  { attachmentPaths: _, ...tools }: ExportTools,
): Promise<void> {
  const { fetchAttachment, signal, report } = tools
  const root = `${safeFileName(notebook.name)}.textbundle`
  const { lastModified } = notebook
  const inBundle = {
    add: (path: string, content: Uint8Array | string) => zip.add(`${root}/${path}`, content, lastModified),
  }
  const pathOf = (number: number) => `assets/page-${pageFileName(number, 'png', notebook.pages.length)}`
  const taken = notebook.pages.map(({ number }) => pathOf(number))
  const attachments =
    fetchAttachment && new ArchivedAttachments({ fetchAttachment, signal }, { folder: 'assets', taken })
  await inBundle.add('info.json', `${JSON.stringify(infoOf(notebook, folders), null, 2)}\n`)
  const transcriptions = await tools.readHandwriting(notebook)
  const pictures = new NotebookPictures(notebook, tools)
  const text = [openingOf(notebook, folders)]
  const silent: number[] = []
  const options = { withHighlights: true, noteIn: 'own document', pictures, hasTasks: true } as const
  try {
    for await (const result of pageTexts(notebook, transcriptions, tools, options)) {
      const { number } = result.page
      if (result.drawn) await inBundle.add(pathOf(number), result.drawn)
      const section = writer.section({
        ...withSafeTexts(result),
        picture: result.drawn && pathOf(number),
        attachments: result.read === undefined ? undefined : await attachments?.pathsFor(result.read, 'text.md'),
      })
      await attachments?.addTo(inBundle, lastModified)
      if (section === '') silent.push(number)
      text.push(section)
      report.pageDone()
    }
  } finally {
    await pictures.close()
  }
  text.push(writer.closing(silent, transcriptions.read.size > 0))
  if (notebook.isNote && notebook.tags.length > 0) text.push(`\n${hashtags(notebook)}\n`)
  await inBundle.add('text.md', text.join(''))
}

function withSafeTexts(result: PageResult): PageResult {
  const read = result.read && withSafeLinks(result.read)
  return 'failure' in result ? { ...result, read } : { ...result, read, text: withSafeLinks(result.text) }
}

/** Apps keep what they know of a document under their own name. */
function infoOf(notebook: Notebook, folders: Folder[]) {
  const { path, tags, modified } = factsOf(notebook, folders)
  return {
    version: 2,
    type: 'net.daringfireball.markdown',
    transient: false,
    creatorIdentifier: 'org.rmirror',
    'org.rmirror': { uuid: notebook.uuid, path, tags, ...(modified !== null && { modified }) },
  }
}

/**
 * Without front matter, which Bear and Ulysses show as text. Bear takes hashtags for the note's tags. A note is named by
 * its first line, so its tags are below it.
 */
function openingOf(notebook: Notebook, folders: Folder[]): string {
  if (notebook.isNote) return ''
  const { name, path, modified, isTrashed } = factsOf(notebook, folders)
  const facts = [
    ...(path.length > 0 ? [path.map(markdownLine).join(' / ')] : []),
    ...(modified === null ? [] : [`Modified ${modified.slice(0, 10)}`]),
  ]
  const parts = [
    `# ${markdownLine(name)}`,
    hashtags(notebook),
    facts.length > 0 ? `*${facts.join(' · ')}*` : '',
    isTrashed ? `*${trashed}*` : '',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function hashtags({ tags }: Notebook): string {
  return markdownTags(tags)
    .map((tag) => `#${tag}`)
    .join(' ')
}
