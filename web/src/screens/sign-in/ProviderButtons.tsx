// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { providersOf, type VisitNote, visitProvider } from '../../data/server/providers.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** A button for each service at which people can sign in to this server; nothing if there is none. */
export function ProviderButtons({ next, invitation }: VisitNote) {
  const { account, remote } = useStore()
  const { data: providers = [] } = useQuery(providersOf(remote))
  const visit = useMutation({ mutationFn: (id: string) => visitProvider(account, id, { next, invitation }) })
  if (providers.length === 0) return null
  return (
    <div class="sign-providers">
      <p class="sign-or">{t('sign.or')}</p>
      {providers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="button"
          aria-disabled={visit.isPending}
          onClick={() => !visit.isPending && visit.mutate(id)}
        >
          {t('sign.with', { name })}
        </button>
      ))}
      <FormProblem text={visit.error && serverText(visit.error)} />
    </div>
  )
}
