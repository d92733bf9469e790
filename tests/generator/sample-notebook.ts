// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebook behind "Try a sample".
import { type NotebookFiles, type NotebookPage, notebookFiles, type WrittenFile } from './document.ts'
import { Random } from './prng.ts'
import { farewell, landscape, markedPassages, recipe, typedText } from './sample-extras.ts'
import {
  beyondThePaper,
  colorsAndHighlighter,
  meeting,
  olderPage,
  pensSampler,
  switchedOffLayer,
  welcome,
} from './sample-pages.ts'

export function sampleNotebook(): NotebookFiles {
  const random = new Random(1)
  const page = (more: Omit<NotebookPage, 'uuid'>): NotebookPage => ({ uuid: random.uuid(), ...more })
  return {
    uuid: random.uuid(),
    name: 'A notebook to try',
    tags: ['sample'],
    pages: [
      page({ scene: welcome() }),
      page({ scene: pensSampler(), template: 'P Dots S' }),
      page({ scene: colorsAndHighlighter() }),
      page({ scene: meeting(), template: 'P Lines medium', tags: ['meeting', 'to do'] }),
      page({ scene: typedText(), options: { seed: 5, authors: [1, 2], deletedTextSpans: 4 }, tags: ['to do'] }),
      page({ scene: landscape(), options: { erased: 4 } }),
      page({ scene: recipe(), tags: ['recipe'] }),
      page({ scene: switchedOffLayer(), template: 'P Grid medium' }),
      page({ scene: markedPassages(), tags: ['reading'] }),
      page({ scene: beyondThePaper() }),
      page({ scene: olderPage(), version: 5, template: 'P Lines medium' }),
      page({ scene: farewell() }),
    ],
  }
}

export function sampleFiles(): WrittenFile[] {
  return notebookFiles(sampleNotebook())
}
