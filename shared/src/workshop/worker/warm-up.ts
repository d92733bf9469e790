// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser compiles each function of the core on its first call. So that the first page that a user drops needn't wait
// for that, a worker draws a page with one stroke as soon as it has its core.
import type { Core } from '@rmirror/shared/core'

/** A v6 page in base64, as tests/generator writes it; the test beside this file compares the two. */
const oneStroke = [
  'cmVNYXJrYWJsZSAubGluZXMgZmlsZSwgdmVyc2lvbj02ICAgICAgICAgIBkAAAAAAQEJAQwTAAAAEHOG+wBCizVIqE8+MiSMHokBAAcAAAAAAQ',
  'EAHwEBIQExABkAAAAAAAEKFAEAAAAkAAAAADQAAAAARAAAAABUAAAAAIwAAAAAAAENHAYAAAAfARMvAAAsBQAAAB8BEyEBPAUAAAAfARMhAVwI',
  'AAAAfAUAAFAHAABsKAAAAB8BEywgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB8EAAAAAAAAAAA8JVAAAAAAABAnUCMARgAAA',
  'AfARMsEAAAAAAAAAAA8JVAAAAAAABAnUAQAAAAAAEBAR8ACy8AADEBTAMAAAAfAAEcAAAAAAECAh8AASwKAAAAHwAALAIAAAAAATwFAAAAHwAA',
  'IQEjAAAAAAECAh8ACywRAAAAHwEQLAkAAAAHAUxheWVyIDE8BQAAAB8BECEBGgAAAAABAQQfAAEvARE/AABPAABUAAAAAGwEAAAAAi8AC2EAAA',
  'AAAgIFHwALLwESPwAATwAAVAAAAABsSwAAAAMUEQAAACQAAAAAOAAAAAAAAABARAAAAABcKgAAAAAAAAAAAMhCAAAgAACAAABIQgAA8EIAACAA',
  'AIAAALRCAADIQgAAIAAAgG8AAQ==',
]

export function oneStrokePage(): Uint8Array {
  return Uint8Array.from(atob(oneStroke.join('')), (character) => character.charCodeAt(0))
}

export function warmUp(core: Core): void {
  using page = core.openPage(oneStrokePage())
  page.facts()
  page.renderPng({ purpose: 'display', width: 32 })
}
