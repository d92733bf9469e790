// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'

/** A newer version has a page of its own: it takes the place of this one. */
export function useNewVersion(version: string | undefined): void {
  const first = useRef(version)
  useEffect(() => {
    first.current ??= version
    if (version !== first.current) location.reload()
  }, [version])
}
