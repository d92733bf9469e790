// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AskRun } from '../../data/ask/ask-run.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'

/** The last answer, which is there again when the dialog was closed by mistake. */
export interface Runs {
  last: { run: AskRun; subject: AskSubject; title: string } | null
}
