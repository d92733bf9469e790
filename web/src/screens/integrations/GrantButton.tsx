// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { startOAuth } from '../../data/server/oauth.ts'
import { useStore } from '../../data/store.ts'
import { grantingProblem } from './granting-texts.ts'

interface GrantButtonProps {
  target: string
  label: string
  isPrimary?: boolean
}

/** Leads to the service's consent screen, from where the user comes back to /connections/NAME. */
export function GrantButton({ target, label, isPrimary = false }: GrantButtonProps) {
  const { account } = useStore()
  const ask = useMutation({
    mutationFn: () => startOAuth(account, target),
    onSuccess: (address) => location.assign(address),
  })
  return (
    <>
      <button
        type="button"
        class={`button ${isPrimary ? 'button-primary' : ''}`}
        aria-disabled={ask.isPending}
        onClick={() => !ask.isPending && ask.mutate()}
      >
        {label}
      </button>
      <FormProblem text={ask.error && grantingProblem(target, ask.error)} />
    </>
  )
}
