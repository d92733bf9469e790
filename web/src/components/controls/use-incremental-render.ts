// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'

/** How many of `total` to render now: `atOnce` first, then more with each frame, so that long lists never block. */
export function useIncrementalRender(total: number, atOnce = 8): number {
  const [count, setCount] = useState(Math.min(total, atOnce))
  useEffect(() => {
    if (count >= total) return
    const frame = requestAnimationFrame(() => setCount(count + atOnce))
    return () => cancelAnimationFrame(frame)
  }, [count, total])
  return Math.min(count, total)
}
