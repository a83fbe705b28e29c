/** The UTF-8 text that base64 stands for. */
export function textOfBase64(value: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(value), character => character.charCodeAt(0)))
}

/** The base64 of a text's UTF-8. */
export function base64OfText(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
