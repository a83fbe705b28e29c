import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/ui.css'
import { reflectPage, startWorld } from './session'
import { App } from './shell'
import { Fence } from './ui'

reflectPage()
startWorld(new URLSearchParams(location.search))
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Fence what="the page">
      <App />
    </Fence>
  </StrictMode>,
)
