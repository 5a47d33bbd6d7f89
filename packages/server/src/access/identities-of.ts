import type { PeerCertificate } from 'node:tls';

/**
 * Who a certificate that was verified is of: the SPIFFE ids among its alternative names, or else its common name.
 */
export function identitiesOf({ subjectaltname, subject }: PeerCertificate): readonly string[] {
  const spiffe = alternativeNames(subjectaltname ?? '').flatMap((name) =>
    name.startsWith('URI:spiffe://') ? [name.slice('URI:'.length)] : [],
  );
  if (spiffe.length > 0) return spiffe;
  // A certificate may have several common names, which Node's types do not know.
  const names: string | readonly string[] | undefined = (subject as { CN?: string | string[] } | undefined)
    ?.CN;
  return names === undefined ? [] : [names].flat();
}

/** Splits `URI:spiffe://a/b, DNS:"with, comma"`. Node quotes a name, as JSON, when it could be taken for several. */
function alternativeNames(text: string): readonly string[] {
  const names = text.matchAll(/(?:^|, )(\w[\w ]*):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...names].map(([, kind = '', value = '']) => `${kind}:${unquoted(value)}`);
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
