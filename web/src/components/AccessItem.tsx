// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, ComponentProps } from 'preact'
import { FormProblem } from './FormProblem.tsx'
import { Icon } from './Icon.tsx'

interface AccessItemProps {
  icon: ComponentProps<typeof Icon>['name']
  name: string
  /** What the button does, and the same with the name of what it is done to. */
  action: string
  label: string
  /** The action is under way. */
  isBusy: boolean
  /** Why it could not be done. */
  problem: string | null
  onAct: () => void
  /** When it was used and the like. */
  children: ComponentChildren
  /** Lines below that. */
  more?: ComponentChildren
}

/** In a list: something that has access to the account, and the button that ends this. */
export function AccessItem({ icon, name, action, label, isBusy, problem, onAct, children, more }: AccessItemProps) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <strong>{name}</strong>
        <span class="quiet">{children}</span>
        {more}
        <FormProblem text={problem} />
      </div>
      <button
        type="button"
        class="button button-small"
        aria-label={label}
        aria-disabled={isBusy}
        onClick={() => !isBusy && onAct()}
      >
        {action}
      </button>
    </li>
  )
}
