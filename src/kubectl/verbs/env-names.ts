const form = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/

/** Whether a text can be the name of an environment variable (`validation.IsEnvVarName`). */
export function isEnvName(text: string): boolean {
  return form.test(text)
}

/** What is said of a text that cannot. */
export const envNameRule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')"
