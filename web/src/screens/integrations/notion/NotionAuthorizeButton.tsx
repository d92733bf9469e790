// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { startOAuth } from '../../../data/server/oauth.ts'
import { useStore } from '../../../data/store.ts'
import { connectProblem } from './notion-texts.ts'

interface NotionAskProps {
  label: string
  isPrimary?: boolean
}

/** Button that leads to Notion, where the user is asked to grant access. */
export function NotionAuthorizeButton({ label, isPrimary = false }: NotionAskProps) {
  const { account } = useStore()
  const ask = useMutation({ mutationFn: () => startOAuth(account, 'notion'), onSuccess: goTo })
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
      <FormProblem text={ask.error && connectProblem(ask.error)} />
    </>
  )
}

function goTo(address: string): void {
  location.assign(address)
}
