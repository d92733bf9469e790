// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports of a notebook as a file, which is a resource. Nothing is written to this computer.
import { safeFileName } from '@rmirror/shared/library'
import type { Format } from '@rmirror/shared/workshop'
import type { NotesSource } from './notes-source.ts'
import { argument, maxCharacters, type Tool, type ToolCall } from './tool.ts'
import { ToolError } from './tool-error.ts'
import { uriOf } from './uris.ts'

/** As base64 in one message, and in the memory of the assistant's program. */
const maxBytes = 20_000_000

export interface ExportedFile {
  name: string
  format: Format
  bytes: Uint8Array
}

export async function exportNotebook(id: string, name: string, call: ToolCall): Promise<ExportedFile> {
  const { source, scope, signal } = call
  const notebook = scope.notebook(id)
  const format = source.exportFormats.find((each) => each.name === name)
  if (!format) throw new ToolError(`There is no export as ${JSON.stringify(name)}.`)
  const bytes = await source.exported(notebook.id, format, signal)
  if (bytes.length > maxBytes)
    throw new ToolError('This file is too large for an assistant. "rmirror export" writes it on the command line.')
  return { name: `${safeFileName(notebook.name)}.${format.extension}`, format, bytes }
}

/** A text that is short enough comes along. */
export const exportTool = ({ exportFormats }: NotesSource): Tool => ({
  name: 'export_notebook',
  description: `Exports a notebook as a file (${exportFormats.map(({ extension }) => extension).join(', ')}). The result links to the file, which the user's program can fetch and save; a short text is in the result itself.`,
  arguments: {
    notebook: argument.id('The id of a notebook.'),
    format: {
      ...{ enum: exportFormats.map(({ name }) => name), default: exportFormats[0]?.name },
      description: 'The format of the file.',
    },
  },
  required: ['notebook'],
  async run(given: { notebook: string; format?: string }, call) {
    const { name, format, bytes } = await exportNotebook(given.notebook, given.format ?? 'md', call)
    const uri = uriOf({ kind: 'export', notebook: given.notebook, format: format.name })
    const file = { uri, name, mimeType: format.mediaType, size: bytes.length }
    const isShortText = format.mediaType.startsWith('text/') && bytes.length <= maxCharacters
    return {
      data: { notebook: given.notebook, file_name: name, media_type: format.mediaType, size: bytes.length, uri },
      file: isShortText ? { ...file, text: Buffer.from(bytes).toString() } : file,
    }
  },
})
