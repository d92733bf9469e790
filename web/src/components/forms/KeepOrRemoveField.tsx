// SPDX-License-Identifier: AGPL-3.0-or-later

/** Whether existing items, at a service or on the server, are kept or removed. */
export type KeepOrRemove = 'keep' | 'remove'

interface MadeFieldProps {
  legend: string
  /** Hides the legend visually, for use below a title that says the same. */
  isLegendHidden?: boolean
  labels: Record<KeepOrRemove, string>
  made: KeepOrRemove
  onChange: (made: KeepOrRemove) => void
}

export function KeepOrRemoveField({ legend, isLegendHidden = false, labels, made, onChange }: MadeFieldProps) {
  return (
    <fieldset class="form made">
      <legend {...(isLegendHidden && { class: 'visually-hidden' })}>{legend}</legend>
      {(['keep', 'remove'] as const).map((each) => (
        <label key={each} class="tick">
          <input type="radio" name="made" checked={made === each} onChange={() => onChange(each)} />
          <span>{labels[each]}</span>
        </label>
      ))}
    </fieldset>
  )
}
