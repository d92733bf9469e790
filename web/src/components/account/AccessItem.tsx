// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, ComponentProps } from 'preact'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Icon } from '../controls/Icon.tsx'

interface AccessItemProps {
  icon: ComponentProps<typeof Icon>['name']
  name: string
  /** Visible text of the button. `label`: its accessible name, which also names the session or device. */
  action: string
  label: string
  /** The request is in flight; clicks are ignored meanwhile. */
  isBusy: boolean
  /** Error message of the last attempt. */
  problem: string | null
  onAct: () => void
  /** The line below the name, such as when it was last used. */
  children: ComponentChildren
  /** Further lines below that. */
  more?: ComponentChildren
}

/** List item for a session or device that has access to the account, with the button that ends the access. */
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
