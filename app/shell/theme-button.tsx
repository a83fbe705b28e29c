import { setTheme, type Theme, usePage } from '../session'
import { Button, type IconName } from '../ui'

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const icons: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'light', dark: 'dark' }
const words: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' }

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  const theme = usePage(state => state.theme)
  return (
    <Button
      label={`Theme: ${words[theme]}. Change to ${words[next[theme]]}`}
      icon={icons[theme]}
      isIconOnly
      look="quiet"
      onClick={() => setTheme(next[theme])}
    />
  )
}
