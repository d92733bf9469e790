// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a library as notes into an Obsidian vault, beside what people write into them.
export { TemplateProblem } from '../templates/index.ts'
export { perOf } from './found-notes.ts'
export { planVault } from './plan.ts'
export { noState, readState, statePath, stateText, templatesPath } from './state.ts'
export type * from './types.ts'
