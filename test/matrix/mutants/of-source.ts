import ts from 'typescript';

/** A change of a few characters in a file. */
export interface Change {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  /** The whole file with the change in it. */
  readonly text: string;
}

/** Every mutant of the functions, methods and constants of these names in a JavaScript file; of all without names. */
export function changesOf(text: string, names: readonly string[]): Change[] {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found: Change[] = [];
  const visit = (node: ts.Node, isInside: boolean): void => {
    // What the compiler wrote for decorators decides nothing.
    if (isOfCompiler(node)) return;
    const inside = isInside || names.length === 0 || names.includes(nameOf(node) ?? '');
    if (inside) {
      for (const [target, to] of mutationsOf(node)) {
        const [start, end] = [target.getStart(), target.getEnd()];
        const line = file.getLineAndCharacterOfPosition(start).line + 1;
        found.push({ line, from: target.getText(), to, text: text.slice(0, start) + to + text.slice(end) });
      }
    }
    node.forEachChild((child) => visit(child, inside));
  };
  file.forEachChild((node) => visit(node, false));
  return unlike(found, text);
}

function unlike(changes: readonly Change[], text: string): Change[] {
  const seen = new Set([text]);
  return changes.filter((change) => {
    const isNew = !seen.has(change.text);
    seen.add(change.text);
    return isNew;
  });
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
  if (ts.isExpressionStatement(node) && isRefusal(node)) return [[node, ';']];
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

function ofOperator({ left, right, operatorToken, parent }: ts.BinaryExpression): Mutation[] {
  const node = operatorToken.parent;
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
      return ts.isForStatement(parent) ? [] : [[operatorToken, '>']];
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return [[operatorToken, '<']];
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
function isRefusal({ expression }: ts.ExpressionStatement): boolean {
  return ts.isCallExpression(expression) && /(^|\.)assert\w*\(/.test(expression.getText());
}
