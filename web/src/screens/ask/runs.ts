// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AskRun } from '../../data/ask/ask-run.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import type { ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import type { Asked } from './ask-prompts.ts'

/** The last answer, which is there again when the dialog was closed by mistake. */
export interface Runs {
  last: LastRun | null
}

interface LastRun {
  run: AskRun
  subject: AskSubject
  title: string
  asked: Asked
  /** The own key that it was asked with; null: the server's. */
  chosen: ShownSettings | null
}
