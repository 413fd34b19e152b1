/** The words on screen. Other languages would be further objects of the same shape. */
import { createI18n } from 'vue-i18n'
import { en } from './texts/en'

export function createTexts() {
  return createI18n({ legacy: false, locale: 'en', messages: { en } })
}
