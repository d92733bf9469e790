// SPDX-License-Identifier: AGPL-3.0-or-later
// Connects the tray icon to a watch: what it shows, and what its menu does.
import type { LocalPlace } from '@rmirror/shared/local-page'
import type { Notify } from '../../engine/events.ts'
import { pauseFor } from '../../engine/pause.ts'
import { waitingRemovals } from '../../engine/removals.ts'
import { deletionsAsked, runStateOf } from '../../engine/run-state.ts'
import type { Run } from '../../engine/start.ts'
import type { Call } from '../../options/command.ts'
import { openingAddress } from '../../page/codes.ts'
import type { Log } from '../../page/log.ts'
import { Tray } from '../../tray/index.ts'
import type { Choice } from '../../tray/menu.ts'
import { openBrowser } from '../../ui/browser.ts'

interface Watch {
  call: Call
  log: Log
  notify: Notify
  /** Ends the watch. */
  quit(): void
}

interface TrayTools {
  /** Port of the page; undefined if there is none. */
  port: number | undefined
  /** Starts the next round now. */
  wake(): void
}

/** Undefined if it is switched off. */
export function shownTray(
  { call: { values }, log, notify, quit }: Watch,
  { tools: { memory }, files }: Run,
  { port, wake }: TrayTools,
): Tray | undefined {
  if (values.foreground || values.tray === false) return undefined
  const pause = (minutes: number | null) => pauseFor(minutes, { memory, wake })
  const openPage = (environment: NodeJS.ProcessEnv, place?: LocalPlace) => {
    if (port === undefined) return
    openBrowser(openingAddress(port, files.code, place), { platform: process.platform, environment })
  }
  const actions: Record<Choice, (environment: NodeJS.ProcessEnv) => void> = {
    open: (environment) => openPage(environment),
    removals: (environment) => openPage(environment, 'removals'),
    sync: () => pause(0),
    'pause-30': () => pause(30),
    'pause-120': () => pause(120),
    pause: () => pause(null),
    resume: () => pause(0),
    quit,
  }
  const tray = new Tray({
    folder: files.tray,
    state: () => ({
      run: runStateOf(memory, true),
      isAsked: deletionsAsked(memory) !== null,
      removals: waitingRemovals(memory).length,
      hasPage: port !== undefined,
      canQuit: endsForGood(),
    }),
    choose: (choice, environment) => actions[choice](environment),
    failed: (reason) => notify({ kind: 'no-tray', reason }),
  })
  log.onNews = () => tray.refresh()
  return tray
}

/** The task scheduler of Windows restarts a watch within five minutes, however it ended. */
const endsForGood = () => process.platform !== 'win32'
