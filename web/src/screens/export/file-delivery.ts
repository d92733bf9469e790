// SPDX-License-Identifier: AGPL-3.0-or-later
// Alternatives to saving an exported file: copying its text, and sharing it with other apps.
import { type Format, type FormatName, formats } from '@rmirror/shared/workshop'
import { copyText } from '../../components/controls/copy-text.ts'
import type { ExportOption } from '../../components/export/ServerExportDialog.tsx'
import type { FileDelivery } from '../../data/export/exports.ts'

/** Copies the file's text, without the front matter of Markdown. */
const toClipboard: FileDelivery = {
  way: 'copy',
  async hand(file) {
    await copyText((await file.text()).replace(/^---\n[\s\S]*?\n---\n\n/, ''))
  },
}

const toOthers: FileDelivery = {
  way: 'share',
  async hand(file) {
    try {
      await navigator.share({ files: [file], title: file.name })
    } catch (error) {
      // The user closed the list of apps: not an error.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    }
  },
}

const textFormats: readonly unknown[] = ['markdown', 'plain']

function canCopy(as: FormatName | Format): boolean {
  return textFormats.includes(as)
}

/** Browsers share only some kinds of files, if any. */
function canShare(as: FormatName | Format): boolean {
  const { extension, mediaType }: Format = typeof as === 'string' ? formats[as] : as
  const file = new File([], `a.${extension}`, { type: mediaType })
  return navigator.canShare?.({ files: [file] }) === true
}

/** Which alternatives to saving a file the format and this browser allow. */
export function optionsOf(as: FormatName | Format): { copy: boolean; share: boolean } {
  return { copy: canCopy(as), share: canShare(as) }
}

/** Undefined: the file is saved. */
export function handOverOf(way: ExportOption): FileDelivery | undefined {
  return { save: undefined, copy: toClipboard, share: toOthers }[way]
}

export function choiceOfOption(way: ExportOption): { to?: FileDelivery } {
  const to = handOverOf(way)
  return to ? { to } : {}
}
