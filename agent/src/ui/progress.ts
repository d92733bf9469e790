// SPDX-License-Identifier: AGPL-3.0-or-later
// A progress line on a terminal; nothing where standard error is piped.

export interface Progress {
  advance(): void
  /** Adds to the total, which may grow while work is found. */
  expect(more: number): void
  /** Removes the line; call before printing anything else. */
  clear(): void
}

const barWidth = 24
const redrawEveryMs = 80

export const noProgress: Progress = { advance() {}, expect() {}, clear() {} }

/** `now` returns milliseconds. */
export function terminalProgress(label: string, write: (text: string) => void, now: () => number): Progress {
  let done = 0
  let total = 0
  let drawnAt = Number.NEGATIVE_INFINITY
  const draw = () => {
    if (now() - drawnAt < redrawEveryMs && done < total) return
    drawnAt = now()
    const filled = total === 0 ? 0 : Math.round((barWidth * done) / total)
    write(`\r\u001b[K${label} ${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)} ${done}/${total}`)
  }
  return {
    advance() {
      done++
      draw()
    },
    expect(more) {
      total += more
      draw()
    },
    clear() {
      write('\r\u001b[K')
      drawnAt = Number.NEGATIVE_INFINITY
    },
  }
}
