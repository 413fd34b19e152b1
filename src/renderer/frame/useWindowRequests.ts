/** Does what the desktop's menu and notices ask of the page. In a browser nobody asks. */
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { WindowRequest } from '../../api/window-request'
import { offerCommands, offeredCommands } from '../composables/useCommands'
import { useNotices } from '../composables/useNotices'
import { useLab } from '../lab'
import { rooms } from '../room-list'
import { starters } from '../rooms/setup/starters'
import { useDraft } from '../rooms/setup/useDraft'

export interface WindowParts {
  openPalette(): void
  takeFiles(): void
}

export function useWindowRequests({ openPalette, takeFiles }: WindowParts): void {
  const { t } = useI18n()
  const lab = useLab()
  const router = useRouter()
  const notices = useNotices()
  const { draft, origin, changes, load, restore } = useDraft()

  async function newSetup(): Promise<void> {
    const before = { origin: origin.value, draft: draft.value, edited: changes.value.length > 0 }
    const [first] = starters
    if (first) load(first.id, first.config)
    await router.push('/setup')
    if (before.edited) notices.offerUndo(t('desktop.newSetupLoaded'), async () => restore(before.origin, before.draft))
  }

  function exportHere(): void {
    const command = offeredCommands().find(({ exports }) => exports)
    if (command) command.run()
    else notices.tell(t('desktop.nothingToExport'))
  }

  async function showAbout(): Promise<void> {
    await router.push('/settings')
    // The room may still be on its way.
    requestAnimationFrame(() => document.getElementById('about')?.scrollIntoView({ block: 'center' }))
  }

  function answer(request: WindowRequest): unknown {
    switch (request.ask) {
      case 'room':
        return router.push(rooms.find(({ name }) => name === request.room)?.to ?? '/setup')
      case 'experiment':
        return router.push(`/run/${request.experiment}`)
      case 'palette':
        return openPalette()
      case 'newSetup':
        return newSetup()
      case 'export':
        return exportHere()
      case 'guide':
        return router.push('/guide')
      case 'about':
        return showAbout()
      case 'updates':
        return router.push('/settings?updates=check')
      case 'openFiles':
        return takeFiles()
      case 'tellCopied':
        return notices.tell(t('desktop.diagnostics.copied'))
      default:
        return request satisfies never
    }
  }

  lab.on('asked', (request) => void answer(request))
  offerCommands(() => [{ label: t('desktop.newSetup'), icon: 'i-lucide-file-plus-2', run: () => void newSetup() }])
}
