import { ADD_SHUTDOWN_TITLES, addShutdown } from '../fixes/add-shutdown.ts';
import { defineRule } from '../rule/define-rule.ts';

/** Whatever a service shares among its requests is closed when the process is told to stop. */
export default defineRule({
  name: 'require-graceful-shutdown',
  kind: 'suggestion',
  tier: 'strict',
  summary:
    'Require the clients of a module that starts a server or worker to be closed when the process is told to stop',
  messages: {
    unhandled: 'Nothing closes `{{name}}` when SIGTERM stops the {{what}}: `{{closing}}` is called on no signal.',
    forgotten: 'The handler of {{signal}}{{where}} does not close `{{name}}`: it never calls `{{closing}}`.',
    ...ADD_SHUTDOWN_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    for (const client of file.unclosed()) {
      const [handler] = client.handlers;
      const name = file.textOf(client.name);
      const where = handler && file.hasLines ? ` on line ${String(handler.place.loc.start.line)}` : '';
      yield {
        at: client.place,
        message: handler ? 'forgotten' : 'unhandled',
        data: {
          name,
          what: client.startUp.what,
          closing: `${name}.${client.disposer.method}()`,
          signal: handler?.signal ?? '',
          where,
        },
        repair: addShutdown(client, file),
      };
    }
  },
});
