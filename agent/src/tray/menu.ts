// SPDX-License-Identifier: AGPL-3.0-or-later
// The menu of the icon, as data: what it shows of a run, and its actions.
import type { RunState } from '@rmirror/shared/local-page'
import { untilResumed } from '../engine/pause.ts'
import type { Words } from './words.ts'

export type Choice = 'open' | 'removals' | 'sync' | 'pause-30' | 'pause-120' | 'pause' | 'resume' | 'quit'
/** Each has an icon. */
export const looks = ['synced', 'paused', 'trouble'] as const
export type Look = (typeof looks)[number]

export interface TrayState {
  run: RunState
  /** The user has to confirm that what is gone here is deleted on the server, too. */
  isAsked: boolean
  /** Number of notebooks of which integrations remove nothing until the user answers. */
  removals: number
  hasPage: boolean
  /** A watch that was ended stays ended until the computer restarts. */
  canQuit: boolean
}

/** A line of the menu. During a run the lines and their order stay the same; some are hidden. */
export interface Item {
  title: string
  isHidden: boolean
  /** Absent if it can't be chosen. */
  choice?: Choice
  items?: Item[]
}

export interface Menu {
  look: Look
  items: Item[]
}

export const separator = '<SEPARATOR>'

/** Times are formatted for `locale`. */
export function menuOf(state: TrayState, words: Words, locale: string): Menu {
  const { run, removals, hasPage, canQuit } = state
  const isPaused = run.paused_until !== null
  const { last_sync_at: synced } = run
  return {
    look: lookOf(state),
    items: [
      said(standingOf(state, words, locale)),
      { ...said(synced ? words.lastSync(timeOf(new Date(synced), locale)) : ''), isHidden: !synced },
      {
        ...said(words.removals(removals)),
        isHidden: removals === 0,
        ...(hasPage && { choice: 'removals' as const }),
      },
      said(separator),
      ...(hasPage ? [shown(words.open, 'open')] : []),
      shown(words.sync, 'sync'),
      {
        ...said(words.pause),
        isHidden: isPaused,
        items: [
          shown(words.halfHour, 'pause-30'),
          shown(words.twoHours, 'pause-120'),
          shown(words.untilResumed, 'pause'),
        ],
      },
      { title: words.resume, isHidden: !isPaused, choice: 'resume' },
      ...(canQuit ? [said(separator), shown(words.quit, 'quit')] : []),
    ],
  }
}

const said = (title: string): Item => ({ title, isHidden: false })
const shown = (title: string, choice: Choice): Item => ({ title, isHidden: false, choice })

function lookOf({ run, isAsked, removals }: TrayState): Look {
  if (run.paused_until) return 'paused'
  return run.problem || isAsked || removals > 0 || run.sources.some(({ problem }) => problem) ? 'trouble' : 'synced'
}

function standingOf({ run, isAsked }: TrayState, words: Words, locale: string): string {
  if (run.paused_until) {
    const until = new Date(run.paused_until)
    return until >= untilResumed ? words.paused : words.pausedUntil(timeOf(until, locale))
  }
  if (run.problem) return words.hindered
  if (isAsked) return words.asked
  if (run.pages_to_send > 0) return words.sending(run.pages_to_send)
  if (run.sources.some(({ problem }) => problem)) return words.sourceAway
  return run.last_sync_at ? words.upToDate : words.looking
}

/** Only the time if it is today. */
function timeOf(time: Date, locale: string): string {
  const isToday = time.toDateString() === new Date().toDateString()
  return time.toLocaleString(locale, { timeStyle: 'short', ...(isToday ? {} : { dateStyle: 'medium' }) })
}
