// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser compiles each function of the core when it is first called. The first page that a person drops should not
// wait for that: a worker draws a page with one stroke as soon as it has its core.
import type { Core } from '@rmirror/shared/core'

/** A v6 page as tests/generator writes it, in base64; the test beside this file writes it again. */
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
