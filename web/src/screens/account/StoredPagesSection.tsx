// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { chooseStoredPages, replaceTargetImages, type StoredPages } from '../../data/account/stored-pages.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

const choices: [StoredPages, TextKey][] = [
  ['none', 'storedPages.none'],
  ['notebooks', 'storedPages.notebooks'],
  ['all', 'storedPages.all'],
]

/** Which pages are stored as images of how the tablet shows them; saved immediately. */
export function StoredPagesSection() {
  const { account, remote } = useStore()
  const { data: stored, error } = useQuery(remote.storedPages())
  const choosing = useMutation({
    mutationFn: (chosen: StoredPages) => chooseStoredPages(account, chosen),
    onSettled: () => remote.storedPagesChanged(),
  })
  const replacing = useMutation({ mutationFn: () => replaceTargetImages(account) })
  const chosen = choosing.isPending ? choosing.variables : stored
  const problem = choosing.error ?? replacing.error ?? (stored ? null : error)
  return (
    <section aria-labelledby="account-stored-pages">
      <h2 id="account-stored-pages">{t('storedPages.title')}</h2>
      <p class="quiet">{t('storedPages.what')}</p>
      {chosen && (
        <fieldset class="form made">
          <legend class="visually-hidden">{t('storedPages.title')}</legend>
          {choices.map(([value, label]) => (
            <label key={value} class="tick">
              <input
                type="radio"
                name="stored-pages"
                checked={chosen === value}
                onChange={() => {
                  replacing.reset()
                  choosing.mutate(value)
                }}
              />
              {t(label)}
            </label>
          ))}
        </fieldset>
      )}
      {chosen && chosen !== 'none' && (
        <>
          <p class="quiet">{t('storedPages.inTargets')}</p>
          <button
            type="button"
            class="button section-action"
            disabled={replacing.isPending}
            onClick={() => replacing.mutate()}
          >
            {t('storedPages.replace')}
          </button>
        </>
      )}
      <FormProblem text={problem && serverText(problem)} />
      <p role="status" class="quiet">
        {replacing.isSuccess
          ? t('storedPages.replacing')
          : choosing.isSuccess && t(choosing.variables === 'none' ? 'storedPages.removed' : 'storedPages.saved')}
      </p>
    </section>
  )
}
