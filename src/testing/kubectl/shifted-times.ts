/** What a text says of times, moved by whole seconds: the same widths, another day. */
export function shifted(text: string, byMs: number): string {
  return text
    .replace(timeForm, (_, seconds: string, fraction: string) => {
      const moved = new Date(Date.parse(`${seconds}Z`) + byMs).toISOString().slice(0, 19)
      return `${moved}${fraction}Z`
    })
    .replace(dateForm, date => new Date(Date.parse(date) + byMs).toUTCString().replace('GMT', '+0000'))
}

/**
 * The fractions of seconds of events, put close to the next second, in their order: whoever looks at its clock a moment late sees the same age
 * in whole seconds.
 */
export function withLateFractions(json: string): string {
  return json.replace(eventTimeForm, (text, before: string, fraction: string) =>
    Number(fraction) === 0 ? text : `${before}.${960_000 + Math.floor(Number(fraction) * 0.04)}Z"`,
  )
}

const eventTimeForm = /("(?:eventTime|lastObservedTime)":"[^".]*)\.(\d{6})Z"/g
/** Times as the API writes them, and as descriptions show them. */
const timeForm = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)((?:\.\d+)?)Z/g
const dateForm = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} (?!0001)\d{4} \d\d:\d\d:\d\d \+0000/g
