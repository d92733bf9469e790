// SPDX-License-Identifier: AGPL-3.0-or-later
// Performs the orders about texts, which need no page.
import type { Performers } from './serve.ts'

export const textPerformers = {
  merge: async ({ core }, { base, mine, theirs }) => core.mergeTexts(base, mine, theirs),
  diff: async ({ core }, { older, newer }) => core.diffLines(older, newer),
} satisfies Performers
