// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server calls, with JSON as argument and as result: a vault's writer for one notebook, and a reader for what
// WebDAV servers answer. It is bundled into the server (server/javascript.cmake).
import { entriesIn, type Listing } from './multistatus.ts'
import { type NotebookTask, planNotebook } from './plan-notebook.ts'

export function plan(task: string): string {
  return JSON.stringify(planNotebook(JSON.parse(task) as NotebookTask))
}

export function entries(listing: string): string {
  return JSON.stringify(entriesIn(JSON.parse(listing) as Listing))
}
