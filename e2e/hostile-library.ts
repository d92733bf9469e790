// SPDX-License-Identifier: AGPL-3.0-or-later
// A malicious library: names and texts that would be scripts, and folders that form no tree.
import { type Device, inkOf, uuid } from './device.ts'

/** Calls `ran()` wherever it is taken for markup. */
export const markup = '<img src=/ran onerror="ran()"><script>ran()</script><b>Ink</b>'

export const names = {
  markup: `Markup ${markup}`,
  quoted: `"'><svg onload=ran()>&lt;b&gt;`,
  rightToLeft: '\u202egnp.nekopS מחברת',
  emoji: '👩‍👩‍👧‍👦'.repeat(20),
  // As many as the server takes.
  long: `Long${'W'.repeat(296)}`,
  none: '',
}

/** What Markdown could make of a text. */
export const text = [
  `# Plan ${markup}`,
  '[a link](javascript:ran()) ![an image](javascript:ran()) <javascript:ran()>',
  '<a href="javascript:ran()">an anchor</a> <iframe srcdoc="<script>parent.ran()</script>"></iframe>',
  `- [ ] Call ${markup}`,
  `| a ${markup} | b |\n|--|--|\n| [c](javascript:ran()) | ${'W'.repeat(300)} |`,
].join('\n\n')

const levels = 30
const folder = (number: number, visible_name: string, parent_uuid: string | null) => ({
  ...{ notebook_uuid: uuid(number), document_type: 'folder', visible_name, parent_uuid },
})
const notebook = (number: number, visible_name: string, parent_uuid: string | null, pages: object[] = []) => ({
  ...{ notebook_uuid: uuid(number), document_type: 'notebook', visible_name, parent_uuid, pages },
})

/** Read and typed, in this order. */
const pages = [
  { page_uuid: uuid(1001), ink_hash: 'i1:1', has_ink: true, tags: [markup] },
  {
    ...{ page_uuid: uuid(1002), has_ink: false, typed_text: text, typed_markdown: text },
    highlights: [{ original_text: `Marked ${markup}`, color: `red;background:url(/ran)` }],
  },
]

export const deepest = 100 + levels - 1

const notebooks = [
  ...Object.values(names).map((name, index) => notebook(index + 1, name, null, index === 0 ? pages : [])),
  ...Array.from({ length: levels }, (_, level) =>
    folder(100 + level, `${level + 1} ${markup}`, level === 0 ? null : uuid(99 + level)),
  ),
  notebook(50, 'Treasure', uuid(deepest)),
  // Each of the two folders contains the other.
  folder(201, 'Hen', uuid(202)),
  folder(202, 'Egg', uuid(201)),
  notebook(51, 'In a circle', uuid(201)),
  notebook(52, 'Astray', uuid(999)),
].map((each) => ({ ...each, tags: [markup] }))

/** The picture of the page that is to be read. */
export const picture = inkOf(0)

export async function pushHostileLibrary(device: Device): Promise<void> {
  await device.announce(notebooks)
  await device.send(uuid(1), uuid(1001), 'i1:1', picture)
}
