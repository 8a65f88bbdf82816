/** How a secret can stand in a text: as it is, as part of an address, or inside of JSON. */
export function secretForms(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}
