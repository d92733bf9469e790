// SPDX-License-Identifier: AGPL-3.0-or-later
// A small library as the desktop app keeps it: every file flat in one folder, named by uuid.
import {
  folderFiles,
  type NotebookFiles,
  type NotebookPage,
  notebookFiles,
  someDay,
  templateFiles,
  type WrittenFile,
} from './document.ts'
import { inks } from './drawing.ts'
import { writeLine, writeText } from './handwriting.ts'
import { Random } from './prng.ts'
import { sampleNotebook } from './sample-notebook.ts'
import { hand, meeting, olderPage, title } from './sample-pages.ts'
import { colors, onePage, type ScenePage } from './scene.ts'

export interface LibraryOptions {
  /** Of the long notebook. */
  pages?: number
}

const dayMs = 24 * 60 * 60 * 1000

const entries = [
  'the heron was back at the pond, very still',
  'wrote two pages before breakfast, kept one',
  'rain until noon, then the light over the roofs',
  'a letter from Jo, with a drawing of the cat',
  'found the old map in the blue book',
  'long call, short list, one good idea',
  'walked home along the river instead',
]

/** A diary whose pages all differ, of about 40 strokes each: what a page of real notes weighs. */
function diaryPage(index: number): ScenePage {
  const random = new Random(700 + index)
  const body = Array.from({ length: 5 }, () => random.pick(entries)).join('. ') + '.'
  const text = writeText(body, { x: -560, y: 420 }, hand(800 + index), 1140)
  const number = writeLine(
    String(index + 1),
    { x: 520, y: 1780 },
    hand(900 + index, { ...inks.pencil, color: colors.grey }, 24),
  )
  return onePage([...title(`Day ${index + 1}`, 600 + index), ...text.strokes, ...number.strokes])
}

export function longNotebook(pages: number): NotebookFiles {
  const random = new Random(51)
  const uuid = random.uuid()
  return {
    uuid,
    name: 'Diary',
    pages: Array.from(
      { length: pages },
      (_, index): NotebookPage => ({ uuid: random.uuid(), scene: diaryPage(index) }),
    ),
  }
}

export function libraryFiles(options: LibraryOptions = {}): WrittenFile[] {
  const random = new Random(50)
  const [work, drafts, trashed, quick, old, template] = Array.from({ length: 6 }, () => random.uuid()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const page = (more: Partial<NotebookPage>): NotebookPage => ({ uuid: random.uuid(), ...more })
  const notebooks: NotebookFiles[] = [
    { ...longNotebook(options.pages ?? 50), lastModified: someDay - dayMs },
    { ...sampleNotebook(), parent: work, pinned: true },
    {
      uuid: quick,
      name: 'Quick sheets',
      lastModified: someDay,
      pages: [page({ scene: meeting(), tags: ['to do'] }), page({}), page({ scene: onePage([]), deleted: true })],
    },
    {
      uuid: old,
      name: 'Années 2018',
      parent: drafts,
      formatVersion: 0,
      numberedPages: true,
      lastModified: someDay - 2000 * dayMs,
      pages: [
        page({ scene: olderPage(), version: 5, template: 'P Lines medium' }),
        page({ scene: meeting(), version: 5 }),
      ],
    },
    {
      uuid: trashed,
      name: 'Thrown away',
      parent: 'trash',
      formatVersion: 1,
      pages: [page({ scene: diaryPage(99), version: 5 })],
    },
  ]
  return [
    ...folderFiles(work, 'Work'),
    ...folderFiles(drafts, 'Drafts', work),
    ...templateFiles(template, 'My grid'),
    ...notebooks.flatMap(notebookFiles),
  ]
}
