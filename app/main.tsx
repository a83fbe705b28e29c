import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/ui.css'
import { openDoor, reflectPage, startWorld } from './session'
import { App } from './shell'
import { Fence } from './ui'

reflectPage()
openDoor(startWorld(new URLSearchParams(location.search)))
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Fence what="the page">
      <App />
    </Fence>
  </StrictMode>,
)
