// SPDX-License-Identifier: AGPL-3.0-or-later
// How notes come into an Obsidian vault: by our plugin, or by the command line.
import type { ComponentChildren } from 'preact'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { t } from '../../i18n/index.ts'
import { PluginSignIn, PluginSwitch, PluginUnpacked } from './PluginPictures.tsx'

/** scripts/dashboard-files makes it. */
const pluginFile = '/rmirror-obsidian.zip'
const vaultCommand = 'rmirror vault FOLDER'

/** `isFolded`: another plugin is set up, so ours is an offer. */
export function ObsidianPlugin({ isFolded }: { isFolded: boolean }) {
  if (!isFolded) return <OwnPlugin />
  return (
    <details class="steps-folded">
      <summary>{t('plugin.title')}</summary>
      <OwnPlugin />
    </details>
  )
}

/** The set-up for a plugin of somebody else, which fetches with a key. */
export function OtherPlugin({ children }: { children: ComponentChildren }) {
  return (
    <details class="steps-folded">
      <summary>{t('plugin.other')}</summary>
      {children}
    </details>
  )
}

function OwnPlugin() {
  const { origin } = location
  return (
    <>
      <section aria-labelledby="obsidian-plugin">
        <h2 id="obsidian-plugin">{t('plugin.title')}</h2>
        <p>{t('plugin.lead')}</p>
        <ol class="plugin-steps">
          <li>
            <PluginUnpacked />
            <div>
              <p>{t('plugin.unpack')}</p>
              <a class="button" href={pluginFile} download="">
                <Icon name="download" />
                {t('plugin.download')}
              </a>
            </div>
          </li>
          <li>
            <PluginSwitch />
            <p>{t('plugin.enable')}</p>
          </li>
          <li>
            <PluginSignIn />
            <div>
              <p>{t('plugin.signIn')}</p>
              <span class="drawn-value">
                <code>{origin}</code>
                <CopyText text={origin} />
              </span>
            </div>
          </li>
        </ol>
        <p class="quiet">{t('plugin.phone')}</p>
      </section>
      <section aria-labelledby="obsidian-without">
        <h2 id="obsidian-without">{t('plugin.without')}</h2>
        <p>{t('plugin.command')}</p>
        <span class="drawn-value">
          <code>{vaultCommand}</code>
          <CopyText text={vaultCommand} />
        </span>
        <p>{t('plugin.export')}</p>
      </section>
    </>
  )
}
