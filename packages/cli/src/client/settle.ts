import type { Client } from './connect.js';

/**
 * Waits until every connected proxy holds what the server holds now, and says so on stderr.
 *
 * @throws ServerError when that takes too long, or when a proxy rejects it
 */
export async function settle(client: Client, timeoutMs: number): Promise<void> {
  const answer = await client.ask('GET', `/debug/settled?timeoutSeconds=${timeoutMs / 1000}`);
  const { generation } = answer as { readonly generation: number };
  process.stderr.write(`every connected proxy holds generation ${generation}\n`);
}
