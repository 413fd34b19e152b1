/** Starts the window: the lab behind a bridge, what all rooms share, the rooms. */
import '@fontsource-variable/ibm-plex-sans/index.css'
import '@fontsource/ibm-plex-mono/400.css'
import './style.css'
import ui from '@nuxt/ui/vue-plugin'
import { createApp } from 'vue'
import { createClient } from '../api/client'
import App from './App.vue'
import { createLoopbackBridge } from './bridge/loopback'
import { appInfoKey, createAppInfo } from './composables/useAppInfo'
import { createProgress, progressKey } from './composables/useProgress'
import { createRunStore, runsKey } from './composables/useRuns'
import { createSettings, settingsKey } from './composables/useSettings'
import { createStorage, storageKey } from './composables/useStorage'
import { createTimeLeft, timeLeftKey } from './composables/useTimeLeft'
import { createTexts } from './i18n'
import { labKey } from './lab'
import { createLabRouter } from './router'
import { watchTheme } from './theme'

const lab = createClient(window.lab ?? createLoopbackBridge())
const runs = createRunStore(lab)
const progress = createProgress(lab)

watchTheme()
createApp(App)
  .provide(labKey, lab)
  .provide(appInfoKey, createAppInfo(lab))
  .provide(settingsKey, createSettings(lab))
  .provide(runsKey, runs)
  .provide(storageKey, createStorage(lab))
  .provide(progressKey, progress)
  .provide(timeLeftKey, createTimeLeft(runs, progress))
  .use(createTexts())
  .use(createLabRouter())
  .use(ui)
  .mount('#app')
