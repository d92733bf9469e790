// SPDX-License-Identifier: AGPL-3.0-or-later
// Lets a newer version take over a watch, if it is healthy within a minute. Until that is recorded, the launcher starts
// the previous version.
import type { Notify } from '../engine/events.ts'
import { version } from '../version.ts'
import { startSuccessor } from './handover.ts'
import type { Prepared } from './prepare.ts'
import { answerRequest } from './update-request.ts'
import type { Versions } from './versions.ts'

/** Exit status after which a service is restarted: EX_TEMPFAIL of sysexits.h. */
export const startAgain = 75

export interface TryTools {
  versions: Versions
  /** The installed version. */
  base: string
  pageSecret: string
  askFile: string
  /** This is a service: it is restarted by its launcher, which knows the version to start. */
  isService: boolean
  notify: Notify
  stop: AbortSignal
}

/** The exit status of the process that took over; undefined if this version has to continue itself. */
export async function tryVersion(prepared: Prepared, tools: TryTools): Promise<number | undefined> {
  using own = prepared
  const { askFile, isService, notify, stop } = tools
  const { standing, successor } = await startSuccessor(own.folder, tools.pageSecret, stop)
  if (standing !== 'healthy') {
    if (stop.aborted) return successor.ended
    await successor.kill()
    refuse(own.version, standing, tools)
    return undefined
  }
  if (!(await recordVersion(own.version, tools))) {
    await successor.kill()
    return undefined
  }
  own[Symbol.dispose]()
  answerRequest(askFile, { isWell: true, says: `Version ${own.version} of rMirror runs now.` })
  notify({ kind: 'updated', version: own.version })
  if (isService) successor.stop()
  else successor.accept()
  const status = await successor.ended
  return isService && !stop.aborted ? startAgain : status
}

/** From here on the launcher starts the newer version. False if that couldn't be recorded. */
async function recordVersion(name: string, tools: TryTools): Promise<boolean> {
  const { versions, base } = tools
  try {
    await versions.use(name, base)
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error), tools)
    return false
  }
  versions.accept(name)
  versions.removeUnused()
  return true
}

function refuse(name: string, standing: 'ended' | 'silent', tools: TryTools): void {
  const { versions } = tools
  versions.refuse(name)
  if (!versions.isUsed(name)) versions.remove(name)
  const why = standing === 'ended' ? 'ended at once' : 'was not ready within a minute'
  fail(`Version ${name} ${why} and is not tried again unless you run "rmirror update".`, tools)
}

function fail(reason: string, { askFile, notify }: TryTools): void {
  answerRequest(askFile, { isWell: false, says: reason })
  notify({ kind: 'update-failed', version, reason })
}
