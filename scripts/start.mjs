// `npm start`: installs what is missing, then serves the lab at http://localhost:5173.
import { installPackages, run } from './install.mjs'

installPackages()
run('npx', ['vite', ...process.argv.slice(2)])
