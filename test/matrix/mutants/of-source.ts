import ts from 'typescript';

/** One change of a few characters. */
export interface Change {
  /** By which it is switched on; unique among all that were made with one counter. */
  readonly number: number;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** A file in which every change waits to be switched on: `globalThis.mutant` is the number of the one that is. */
export interface Instrumented {
  readonly text: string;
  readonly changes: readonly Change[];
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly isStatement: boolean;
  readonly changes: Change[];
}

/** Every change of the functions, methods and constants of these names in a JavaScript file; of all without names. */
export function instrumented(text: string, names: readonly string[], next: () => number): Instrumented {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const places = new Map<string, Place>();
  const note = (target: ts.Node, to: string): void => {
    const [start, end] = [target.getStart(), target.getEnd()];
    const isStatement = ts.isExpressionStatement(target);
    const place = places.get(`${start} ${end}`) ?? { start, end, isStatement, changes: [] };
    places.set(`${start} ${end}`, place);
    if (to === target.getText() || place.changes.some((one) => one.to === to)) return;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    place.changes.push({ number: next(), line, from: target.getText(), to });
  };
  const visit = (node: ts.Node, isInside: boolean): void => {
    // What the compiler wrote for decorators decides nothing.
    if (isOfCompiler(node)) return;
    const inside = isInside || names.length === 0 || names.includes(nameOf(node) ?? '');
    if (inside) for (const [target, to] of mutationsOf(node)) note(target, to);
    node.forEachChild((child) => visit(child, inside));
  };
  file.forEachChild((node) => visit(node, false));
  const all = [...places.values()].sort((one, other) => one.start - other.start || other.end - one.end);
  return { text: written(text, 0, text.length, all), changes: all.flatMap(({ changes }) => changes) };
}

/** The text from start to end with the switches of these places, which lie in it, each within or beside the others. */
function written(text: string, start: number, end: number, places: readonly Place[]): string {
  let at = start;
  let out = '';
  for (let i = 0; i < places.length; ) {
    const place = places[i];
    if (!place) break;
    const inner = places.slice(i + 1).filter((one) => one.start < place.end);
    const original = written(text, place.start, place.end, inner);
    out += text.slice(at, place.start) + switched(place, original);
    at = place.end;
    i += 1 + inner.length;
  }
  return out + text.slice(at, end);
}

function switched({ isStatement, changes }: Place, original: string): string {
  const is = ({ number }: Change) => `globalThis.mutant === ${number}`;
  if (isStatement) return changes.map((one) => `if (!(${is(one)})) `).join('') + original;
  return `(${changes.map((one) => `${is(one)} ? (${one.to}) : `).join('')}(${original}))`;
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isVariableDeclaration(node))
    return node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
  return undefined;
}

function isOfCompiler(node: ts.Node): boolean {
  if (ts.isVariableStatement(node)) return /^var __(decorate|metadata|param)/.test(node.getText());
  return /^(\w+ = )?__decorate\(/.test(node.getText()) || ts.isImportDeclaration(node);
}

type Mutation = readonly [target: ts.Node, to: string];

/** Conditions made always true or false, halves dropped, filters and refusals left out, nothing made everything. */
function mutationsOf(node: ts.Node): Mutation[] {
  if (ts.isIfStatement(node)) return certain(node.expression);
  if (ts.isConditionalExpression(node))
    return [
      [node, node.whenTrue.getText()],
      [node, node.whenFalse.getText()],
    ];
  if (ts.isBinaryExpression(node)) return ofOperator(node);
  if (ts.isReturnStatement(node) && node.expression) return ofReturned(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return ofReturned(node.body);
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isExpressionStatement(node) && isRefusal(node.expression)) return [[node, ';']];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [[node, node.operand.getText()]];
  return [];
}

function certain(condition: ts.Expression): Mutation[] {
  return [
    [condition, 'true'],
    [condition, 'false'],
  ];
}

function ofOperator(node: ts.BinaryExpression): Mutation[] {
  const { left, right, operatorToken, parent } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [
        [node, left.getText()],
        [node, right.getText()],
      ];
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
      return ts.isForStatement(parent) ? [] : [[node, `${left.getText()} > ${right.getText()}`]];
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return [[node, `${left.getText()} < ${right.getText()}`]];
    default:
      return [];
  }
}

/** By name, as policy.ts calls them: nothing becomes everything. */
const everything: Readonly<Record<string, string>> = { none: 'whole', "'nothing'": "'all'", '[]': 'parts' };

function ofReturned(value: ts.Expression): Mutation[] {
  const all = everything[value.getText()];
  if (all !== undefined) return [[value, all]];
  if (ts.isTemplateExpression(value)) return [[value, "'true'"]];
  return isCondition(value) ? certain(value) : [];
}

function isCondition(value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isCondition(value.expression);
  if (ts.isCallExpression(value)) return /\.(some|every|includes)\(/.test(value.getText());
  if (ts.isPrefixUnaryExpression(value)) return value.operator === ts.SyntaxKind.ExclamationToken;
  return (
    ts.isBinaryExpression(value) &&
    [
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.EqualsEqualsEqualsToken,
      ts.SyntaxKind.ExclamationEqualsEqualsToken,
    ].includes(value.operatorToken.kind)
  );
}

function ofCall(node: ts.CallExpression): Mutation[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  return name.text === 'filter' ? [[node, expression.getText()]] : [];
}

/** A call that is there to refuse. */
function isRefusal(node: ts.Expression): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  return ts.isCallExpression(call) && /(^|\.)assert\w*\(/.test(call.getText());
}
