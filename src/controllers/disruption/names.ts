/** The name it acts under, and the one its events bear. */
export const controllerName = 'disruption-controller'
export const eventSource = 'controllermanager'
