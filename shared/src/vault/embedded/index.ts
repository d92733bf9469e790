// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server calls, with JSON as argument and as result: a vault's writer for one notebook, a reader for what WebDAV
// servers answer, and a person's templates. It is bundled into the server (server/javascript.cmake).
import { faultOf, faultSentence, TemplateProblem } from '../../templates/index.ts'
import { type ItemsTask, itemTexts } from './items.ts'
import { entriesIn, type Listing } from './multistatus.ts'
import { type NotebookTask, planNotebook } from './plan-notebook.ts'
import { isSafeFolder } from './safe-folder.ts'

export function plan(task: string): string {
  return answered(() => planNotebook(JSON.parse(task) as NotebookTask))
}

export function entries(listing: string): string {
  return JSON.stringify(entriesIn(JSON.parse(listing) as Listing))
}

/** `isSafe`: as isSafeFolder() says. */
export function folder(asked: string): string {
  return JSON.stringify({ isSafe: isSafeFolder((JSON.parse(asked) as { path: string }).path) })
}

/** `texts`: as itemTexts() returns them. */
export function items(task: string): string {
  return answered(() => ({ texts: itemTexts(JSON.parse(task) as ItemsTask) }))
}

/** `fault` and its `sentence`, or neither if the templates can be used. */
export function check(templates: string): string {
  const fault = faultOf(JSON.parse(templates))
  return JSON.stringify(fault ? { fault, sentence: faultSentence(fault) } : {})
}

function answered(answer: () => unknown): string {
  try {
    return JSON.stringify(answer())
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error
    return JSON.stringify({ fault: error.fault, sentence: error.message })
  }
}
