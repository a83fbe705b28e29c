import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/ui.css'
import { openClusterOf, openDoor, reflectPage, startWorld } from './session'
import { App } from './shell'
import { Fence } from './ui'

reflectPage()
const query = new URLSearchParams(location.search)
if (!openClusterOf(query)) openDoor(startWorld(query))
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Fence what="the page">
      <App />
    </Fence>
  </StrictMode>,
)
