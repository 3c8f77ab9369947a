import { type Node, enclosingFunction, literalValue, outside, unwrap } from '../lang/nodes.ts';
import { nameOfFunction } from './functions.ts';
import type { Run, ScopeSource } from './model.ts';

const PROBING =
  /(?:^|[^a-z])(?:health|healthz|healthcheck|liveness|readiness|readyz|livez|ping|probe|selftest)(?![a-z])|Health|Liveness|Readiness|Ping(?![a-z])|Probe|(?:test|check|try|verify|validate)[A-Za-z]*Connect/;

/**
 * Whether code is there to find out whether something can be reached, by the names on the way to it, of the file, or of the route: a
 * client that it opens and closes again is the question itself.
 *
 *     app.get('/health', async (req, res) => { const client = new Client(); await client.connect(); await client.end(); … });
 */
export function isProbe(call: Node, { handler, way }: Run, source: ScopeSource): boolean {
  const home = enclosingFunction(call);
  const names = [home && nameOfFunction(home), nameOfFunction(handler.fn), ...way.map(({ name }) => name)];
  const paths = [source.path.split('/').pop(), handler.path?.split('/').pop(), ...routesOf(handler.fn)];
  return [...names, ...paths].some((each) => each !== undefined && PROBING.test(each));
}

/** The texts beside which a handler is registered: `'/health'`. */
function routesOf(fn: Node): readonly string[] {
  const { parent } = outside(fn);
  const beside = parent?.type === 'CallExpression' ? parent.arguments : [];
  return beside.flatMap((each) => {
    const value = literalValue(unwrap(each))?.value;
    return typeof value === 'string' ? [value] : [];
  });
}
