// SPDX-License-Identifier: AGPL-3.0-or-later
// On the dev server: rebuilds the core when its sources change, and reloads the page. Compiler errors are shown over
// the page.
import { sep } from 'node:path'
import type { Plugin } from 'vite'

interface CoreRebuildOptions {
  /** Folders of C++ sources. */
  sources: string[]
  build(): Promise<unknown>
}

export function coreRebuild({ sources, build }: CoreRebuildOptions): Plugin {
  return {
    name: 'rmirror-core-rebuild',
    apply: 'serve',
    configureServer({ watcher, ws }) {
      let isStale = false
      let isBuilding = false
      const rebuild = async () => {
        isBuilding = true
        while (isStale) {
          isStale = false
          try {
            await build()
            ws.send({ type: 'full-reload' })
          } catch (error) {
            ws.send({ type: 'error', err: { message: outputOf(error), stack: '' } })
          }
        }
        isBuilding = false
      }
      watcher.add(sources)
      watcher.on('all', (_, path) => {
        if (!sources.some((folder) => path.startsWith(folder + sep))) return
        isStale = true
        if (!isBuilding) void rebuild()
      })
    },
  }
}

/** The output of a failed command, or the error's message. */
function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
  return stdout || stderr ? `${stdout}${stderr}` : error.message
}
