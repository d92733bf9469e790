// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { useStore } from '../../data/store.ts'
import { serverText } from '../texts/server-texts.ts'

interface DeliveryActionProps {
  label: string
  /** Accessible name, for users who can't see what the button is next to. */
  name?: string
  act: () => Promise<unknown>
  /** Called with the element around the button, before the button may disappear. */
  onSuccess?: (box: HTMLElement | null) => void
}

/** Button that changes the status of a delivery, with its error message. */
export function DeliveryAction({ label, name, act, onSuccess }: DeliveryActionProps) {
  const { remote } = useStore()
  const box = useRef<HTMLDivElement>(null)
  const action = useMutation({
    mutationFn: act,
    onSuccess: () => {
      onSuccess?.(box.current)
      return remote.deliveriesChanged()
    },
  })
  return (
    <div class="delivery-retry" ref={box}>
      <button
        type="button"
        class="button button-small"
        aria-label={name}
        aria-disabled={action.isPending}
        onClick={() => !action.isPending && action.mutate()}
      >
        {label}
      </button>
      <FormProblem text={action.error && serverText(action.error)} />
    </div>
  )
}
