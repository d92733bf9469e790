// SPDX-License-Identifier: AGPL-3.0-or-later
// The library on the pictures of the README, made of the generator's pages, and what is written on them.
import {
  folderFiles,
  type NotebookFiles,
  type NotebookPage,
  notebookFiles,
  someDay,
} from '../tests/generator/document.ts'
import { longNotebook } from '../tests/generator/library-files.ts'
import { Random } from '../tests/generator/prng.ts'
import { landscape, markedPassages, recipe, typedText } from '../tests/generator/sample-extras.ts'
import { colorsAndHighlighter, meeting, olderPage, switchedOffLayer, welcome } from '../tests/generator/sample-pages.ts'

const dayMs = 24 * 60 * 60 * 1000
const random = new Random(77)

const meetingText = `# Tuesday, with Ada

The cover is too dark. Try the blue one, with more air around the title. Chapter 3 moves to the end. Print run: 250, first week of May.

## To do

- [ ] send the draft to Ada by Friday
- [x] call the printer about the paper
- [x] buy coffee, the good one
- [ ] water the plants

→ next: 12 May, 10:30`

const colourText = `# Colour, where it helps

black, grey, blue, red, green, cyan, magenta, yellow

Highlighter lies under the ink, so what you wrote stays black and what matters stays bright.

(Five more colours come with the Paper Pro, and any other by its number.)`

const recipeText = `# Bread, the slow way

- 500 g flour, 350 g water
- 10 g salt, a spoon of honey
- yeast, less than you think

Mix in the evening. Let it rest in the cold. In the morning fold it, shape it, wait an hour. Then 45 minutes, hot, under a lid.`

/** What is written on each page, by its uuid. */
export const texts: Record<string, string> = {}

function page(text: string, more: Omit<NotebookPage, 'uuid'>): NotebookPage {
  const uuid = random.uuid()
  texts[uuid] = text
  return { uuid, ...more }
}

function notebook(name: string, daysAgo: number, pages: NotebookPage[], more: Partial<NotebookFiles> = {}) {
  return { uuid: random.uuid(), name, lastModified: someDay - daysAgo * dayMs, pages, ...more }
}

const [work, archive] = [random.uuid(), random.uuid()]

export const meetings = notebook(
  'Meetings',
  0,
  [
    page(meetingText, { scene: meeting(), template: 'P Lines medium', tags: ['to do'] }),
    page('# The flat, second try\n\nkitchen, desk, sofa', { scene: switchedOffLayer(), template: 'P Grid medium' }),
  ],
  { pinned: true, tags: ['book'] },
)

export const shownLibrary: NotebookFiles[] = [
  meetings,
  notebook('Sketchbook', 2, [page('the lake, before everyone was up', { scene: landscape() })]),
  notebook('Recipes', 3, [page(recipeText, { scene: recipe(), tags: ['bread'] })]),
  notebook('Colours', 5, [page(colourText, { scene: colorsAndHighlighter() })]),
  notebook('Weekend', 8, [page('ask Jo? (if the weather holds)', { scene: typedText() })]),
  notebook('Reading', 13, [
    page('# Marked passages\n\nyes! and to be found again', { scene: markedPassages(), tags: ['reading'] }),
  ]),
  notebook('Flat', 21, [
    page('# The flat, second try\n\nkitchen, desk, sofa', { scene: switchedOffLayer(), template: 'P Grid medium' }),
  ]),
  { ...longNotebook(1), lastModified: someDay - 34 * dayMs },
  notebook('Welcome', 60, [page('Hello.', { scene: welcome() })], { parent: work }),
  notebook('2020', 2000, [page('From the archive', { scene: olderPage(), version: 5 })], { parent: archive }),
]

export function shownFiles() {
  return [...folderFiles(work, 'Work'), ...folderFiles(archive, 'Archive'), ...shownLibrary.flatMap(notebookFiles)]
}
