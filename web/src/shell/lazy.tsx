// SPDX-License-Identifier: AGPL-3.0-or-later
// Lazy loading of screens and dialogs that few users open.
import { signal } from '@preact/signals'
import type { ComponentChild, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { checkForUpdate } from '../data/outdated.ts'
import { loadLaterTexts, t } from '../i18n/index.ts'

/** The number of screens that wait for their scripts. Panels and dialogs don't count. */
export const loadingScreens = signal(0)

const placeholder = () => <p class="screen quiet">{t('serverShelf.loading')}</p>

export type LazyComponent<Props> = ((props: Props) => ComponentChild) & {
  /** Preloads the component's file and the texts of later screens. */
  fetch: () => Promise<void>
}

/**
 * A component whose file is loaded when it's first rendered. Until then `meanwhile` is rendered; if loading fails, a
 * button to try again.
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: () => ComponentChild = placeholder,
): LazyComponent<Props> {
  let Loaded: ComponentType<Props> | undefined
  const fetch = async () => {
    if (Loaded) return
    const [loaded] = await Promise.all([load(), loadLaterTexts()])
    Loaded = loaded
  }
  function Later(props: Props) {
    const [isLoaded, setLoaded] = useState(Loaded !== undefined)
    const [tries, setTries] = useState(0)
    const [hasFailed, setFailed] = useState(false)
    useEffect(() => {
      const wanted = { still: true }
      fetch()
        .then(() => {
          if (wanted.still) setLoaded(true)
        })
        .catch(() => {
          if (wanted.still) setFailed(true)
          void checkForUpdate()
        })
      return () => {
        wanted.still = false
      }
    }, [tries])
    const isAwaited = meanwhile === placeholder && !isLoaded && !hasFailed
    useEffect(() => {
      if (!isAwaited) return
      loadingScreens.value++
      return () => {
        loadingScreens.value--
      }
    }, [isAwaited])
    if (isLoaded && Loaded) return <Loaded {...props} />
    const again = () => {
      setFailed(false)
      setTries(tries + 1)
    }
    return hasFailed ? <NotLoaded onAgain={again} /> : meanwhile()
  }
  return Object.assign(Later, { fetch })
}

function NotLoaded({ onAgain }: { onAgain: () => void }) {
  return (
    <div class="screen">
      <FormProblem text={t('screen.notLoaded')} />
      <button type="button" class="button section-action" onClick={onAgain}>
        {t('error.again')}
      </button>
    </div>
  )
}
