/** Virtual milliseconds per second, minute, hour. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** When every world begins, in virtual milliseconds since the epoch: 2026-01-01T00:00:00Z. */
export const epoch = 1_767_225_600_000
