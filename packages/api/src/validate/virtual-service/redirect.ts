import type { HttpMatch } from '../../kinds/http-match.js';
import type { HttpDirectResponse, HttpRedirect } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';

export function checkRedirect(
  findings: Findings,
  path: Path,
  redirect: HttpRedirect,
  matches: readonly HttpMatch[],
): void {
  const {
    uri = '',
    prefixRewrite = '',
    authority = '',
    port,
    derivePort,
    scheme = '',
    redirectCode = 0,
  } = redirect;
  if (uri !== '' && prefixRewrite !== '') {
    findings.add(
      [...path, 'prefixRewrite'],
      'XDS0370',
      'uri and prefixRewrite exclude each other',
      'keep one of the two',
    );
  }
  if (prefixRewrite !== '' && matches.some((match) => match.uri && match.uri.prefix === undefined)) {
    const help = 'match by uri: {prefix: …}, or use uri';
    findings.add(
      [...path, 'prefixRewrite'],
      'XDS0370',
      'prefixRewrite needs a prefix that was matched',
      help,
    );
  }
  const isEmpty = [uri, prefixRewrite, authority, scheme].every((text) => text === '');
  if (isEmpty && port === undefined && derivePort === undefined) {
    findings.add(
      path,
      'XDS0370',
      'a redirect leads back to where it came from',
      'add uri, authority, scheme or port',
    );
  }
  if (redirectCode !== 0 && (redirectCode < 300 || redirectCode > 399)) {
    const help = 'write 301, 302, 303, 307 or 308';
    findings.add(
      [...path, 'redirectCode'],
      'XDS0370',
      `${redirectCode} is not a status to redirect with`,
      help,
    );
  }
  if (!['', 'http', 'https'].includes(scheme)) {
    findings.add([...path, 'scheme'], 'XDS0370', `${quote(scheme)} is not a scheme`, 'write http or https');
  }
  if (port) checkPortNumber(findings, [...path, 'port'], port);
}

const kilobyte = 1024;

export function checkDirectResponse(
  findings: Findings,
  path: Path,
  { status = 0, body }: HttpDirectResponse,
): void {
  if (status < 200 || status > 600) {
    findings.add(
      [...path, 'status'],
      'XDS0371',
      `${status} is not a status to answer with`,
      'write 200 to 599',
    );
  }
  const size =
    body?.bytes === undefined ? byteLength(body?.string ?? '') : Math.floor((body.bytes.length * 3) / 4);
  if (size > kilobyte * kilobyte) {
    findings.add([...path, 'body'], 'XDS0371', `the body has ${size} bytes`, 'keep below 1 MB');
  } else if (size > 100 * kilobyte) {
    findings.add([...path, 'body'], 'XDS0382', `the body has ${size} bytes, which every proxy has to hold`);
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
