// SOC 2 CC7.2: every request that changes something is in the audit log, also when it fails.

import type { Handler } from '../kernel/router';

export function audited(next: Handler): Handler {
  return async (request) => {
    const started = Date.now();
    try {
      return await next(request);
    } finally {
      request.audit.add({ action: request.action, subject: request.params.id, milliseconds: Date.now() - started });
    }
  };
}
