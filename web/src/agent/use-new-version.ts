// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'

/** Reloads the page when the process has another version, because that serves its own page. */
export function useNewVersion(version: string | undefined): void {
  const first = useRef(version)
  useEffect(() => {
    first.current ??= version
    if (version !== first.current) location.reload()
  }, [version])
}
