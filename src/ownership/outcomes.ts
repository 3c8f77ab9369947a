import { walk } from '../lang/census.ts';
import { type Node, boundIdentifier, contains, isFunction, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, isGlobal } from '../lang/scopes.ts';
import type { OwnershipSource } from './ownership.ts';

/**
 * What an attempt came to, as the code round it names it: the error that was caught, the response, and what is derived from either.
 * A test that asks for nothing else lets the same failure come round again and again. Whatever counts, looks at the clock, at a
 * signal or at something that others may change could end it.
 *
 *     if (error.code !== 'ECONNRESET') throw error;      // of the outcome alone
 *     if (attempt > 5) throw error;                      // counts
 */
export class Outcomes {
  readonly #variables = new Set<Variable>();
  readonly #source: OwnershipSource;

  constructor(source: OwnershipSource) {
    this.#source = source;
  }

  /** Adds the names that a pattern binds. */
  add(pattern: Node | null | undefined): void {
    if (!pattern) return;
    walk(pattern, this.#source.visitorKeys ?? {}, (node) => {
      const variable = node.type === 'Identifier' ? this.#source.scopes.variableOf(node) : undefined;
      if (variable) this.#variables.add(variable);
      return undefined;
    });
  }

  /** Adds what is declared in a piece of code as derived from what is there already. */
  addDerived(code: Node): void {
    walk(code, this.#source.visitorKeys ?? {}, (node) => {
      if (isFunction(node)) return false;
      if (node.type === 'VariableDeclarator' && node.init && this.isAllOf(node.init)) this.add(node.id);
      return undefined;
    });
  }

  /** Whether an expression asks for the outcome and for what never changes, and for nothing else. */
  isAllOf(expression: Node): boolean {
    let isAll = true;
    walk(expression, this.#source.visitorKeys ?? {}, (node) => {
      if (!this.#isHarmless(node, expression)) isAll = false;
      return isAll && !isFunction(node);
    });
    return isAll;
  }

  #isHarmless(node: Node, whole: Node): boolean {
    switch (node.type) {
      case 'ThisExpression':
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'UpdateExpression':
      case 'AssignmentExpression':
        return false;
      case 'CallExpression':
        return this.#mentions(node);
      case 'Identifier':
        return isName(node) || this.#isSteady(node, whole);
      default:
        return true;
    }
  }

  /** A call that is given nothing of the outcome answers something else. */
  #mentions(code: Node): boolean {
    let found = false;
    walk(code, this.#source.visitorKeys ?? {}, (node) => {
      const variable = node.type === 'Identifier' && !isName(node) ? this.#source.scopes.variableOf(node) : undefined;
      if (variable && this.#variables.has(variable)) found = true;
      return !found;
    });
    return found;
  }

  /** The outcome, a global, an import, a function, a constant of the module. */
  #isSteady(name: Node, whole: Node): boolean {
    const variable = this.#source.scopes.variableOf(name);
    if (!variable || isGlobal(variable) || this.#variables.has(variable)) return true;
    const [definition] = variable.defs;
    const kind = definition?.type as string | undefined;
    if (kind === 'ImportBinding' || kind === 'FunctionName' || kind === 'ClassName') return true;
    if (variable.identifiers.some((each) => contains(whole, each))) return true;
    const init = constantInit(variable);
    return init !== undefined && (literalValue(init) !== undefined || isFunction(init) || isTable(init, variable));
  }
}

/** `const RETRYABLE = new Set([…])` of a module. */
function isTable(init: Node, { scope }: Variable): boolean {
  const inner = unwrap(init);
  const isOfModule = scope.type === 'module' || scope.type === 'global';
  return isOfModule && /^(?:ArrayExpression|ObjectExpression|NewExpression|Literal)$/.test(inner.type);
}

/** Whether an identifier is only the name of a property. */
function isName(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent?.type === 'Property' && parent.key === node && !parent.computed && parent.value !== node;
}

const LOGGING =
  /^(?:log\w*|logger|debug\w*|info|warn\w*|error|trace|verbose|silly|fatal|notice|write|print\w*|emit|capture\w+|increment|inc|observe|record\w*|track\w*|addBreadcrumb|setStatus|setAttributes?|recordException|add|push|set|stringify|toString|toISOString|String|Number|Boolean|Error|parseInt|parseFloat|min|max|floor|ceil|round|random|pow|now|slice|join|format\w*|get|has|includes|startsWith|endsWith|test|match|toLowerCase|toUpperCase|trim|split|replace|toFixed|map|filter|keys|entries|resume|cancel|dump|destroy|disconnect|close|end|release|quit|removeAllListeners)$/;
const PREDICATE = /^(?:is|should|can|has|was|are)[A-Z_]/;
/** What functions that wait are called. */
const WAITING = /sleep|delay|wait|pause|timeout|timer|backoff|back_off/i;

/** Whether a call of that name does nothing that could end the trying: it logs, asks, formats, waits, or tidies up. */
export function isBystander(callee: Node): boolean {
  const inner = unwrap(callee);
  if (inner.type === 'Super') return false;
  const name =
    inner.type === 'Identifier' ? inner.name : inner.type === 'MemberExpression' ? propertyName(inner) : undefined;
  // `await backoff.next()`, `policy.check(error)`: whoever is asked may give up.
  if (
    name === undefined ||
    (inner.type === 'MemberExpression' && /back_?off|retr|polic|limit|budget/i.test(spelt(inner.object)))
  )
    return false;
  return LOGGING.test(name) || PREDICATE.test(name) || isLogger(inner) || WAITING.test(name) || name === 'Promise';
}

function isLogger(callee: Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    /(?:^|\.)(?:console|\w*log(?:ger)?|span|metrics?)$/i.test(spelt(callee.object))
  );
}

function spelt(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type === 'MemberExpression') return `${spelt(inner.object)}.${propertyName(inner) ?? ''}`;
  return inner.type === 'ThisExpression' ? 'this' : '';
}

/** Whether a call waits, by what it is called. */
export function isWaiting(callee: Node): boolean {
  const inner = unwrap(callee);
  const name = boundIdentifier(inner)?.name ?? (inner.type === 'MemberExpression' ? propertyName(inner) : undefined);
  return name !== undefined && WAITING.test(name);
}
