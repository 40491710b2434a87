import type { TestExpression, Word } from "../../shell/syntax.ts";
import { calculate } from "./expand/arithmetic.ts";
import { lettersOf, matchPattern } from "./expand/pattern.ts";
import { matchExpression } from "./expand/regular-expression.ts";
import type { Expander } from "./expand/variables.ts";
import { expandExpression, expandPattern, expandTexts } from "./expand/words.ts";
import { failCommand, leaveFailed } from "./failures.ts";
import { both, oneOf, testBinary, testUnary } from "./file-tests.ts";
import { pop, push, replaceTop, type Successors } from "./fork.ts";
import type { Frame, Status } from "./frames.ts";
import type { Process, ShellBody } from "./process.ts";
import { replaceByFailureCheck } from "./pseudo-signals.ts";
import { MOST_ROUNDS } from "./rounds.ts";
import { forgetSubstitutions, startNextSubstitution } from "./substitutions.ts";
import type { System } from "./system.ts";
import { not, type Truth } from "./text.ts";
import { SOME_WORDS } from "./word-list.ts";

type ConditionFrame = Extract<Frame, { kind: "condition" }>;

export function statusOf(value: Truth): Status {
  return value === "yes" ? 0 : value === "no" ? 1 : "unknown";
}

/** `[[ … ]]`, `(( … ))` and `for ((…))`, once their substitutions have run. */
export function evaluateCondition(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: ConditionFrame,
): Successors {
  const { node, script } = frame;
  if (node.type !== "ArithmeticFor" && startNextSubstitution(system, process, shell, script, node))
    return null;
  const expander = { system, process, shell, script };
  if (node.type === "ArithmeticFor") {
    const isFirst = frame.round === 0;
    const part = isFirst ? node.initialize : node.update;
    if (part !== undefined) calculate(expander, part);
    const test = node.test === undefined ? 1 : calculate(expander, node.test);
    if (shell.failed !== null) {
      leaveFailed(shell);
      return null;
    }
    // A count that the files do not tell: a few rounds show what the body does.
    if (frame.round > MOST_ROUNDS) shell.spins = true;
    if (test === 0 || (test === null && frame.round > 1)) {
      pop(shell);
      shell.status = 0;
      return null;
    }
    replaceTop(shell, { ...frame, round: frame.round + 1 });
    push(shell, {
      kind: "list",
      script,
      flow: { tail: false, tested: false },
      statements: node.body.commands,
      index: 0,
    });
    return null;
  }
  replaceByFailureCheck(shell, frame.flow);
  if (node.type === "TestCommand") shell.status = statusOf(evaluateTest(expander, node.expression));
  else if (node.type === "ArithmeticCommand") {
    const value = node.expression === undefined ? null : calculate(expander, node.expression);
    shell.status = value === null ? "unknown" : value === 0 ? 1 : 0;
  }
  forgetSubstitutions(shell);
  if (shell.failed === null) return null;
  if (node.type === "ArithmeticCommand") failCommand(shell, false);
  else leaveFailed(shell);
  return null;
}

function evaluateTest(expander: Expander, expression: TestExpression): Truth {
  switch (expression.type) {
    case "TestUnary": {
      const results = expandTexts(expander, expression.operand).map((text) =>
        testUnary(expander.system, expander.shell, expression.operator, text),
      );
      return agreed(results);
    }
    case "TestBinary":
      return agreed(
        expandTexts(expander, expression.left).flatMap((left) =>
          compare(expander, left, expression.operator, expression.right),
        ),
      );
    case "TestLogical": {
      const combine = expression.operator === "&&" ? both : oneOf;
      return expression.operands.map((operand) => evaluateTest(expander, operand)).reduce(combine);
    }
    case "TestNot": {
      const value = evaluateTest(expander, expression.operand);
      return expression.negations.length % 2 === 1 ? not(value) : value;
    }
    case "TestGroup":
      return evaluateTest(expander, expression.expression);
  }
}

/** `[[ a == pattern ]]`: the right side is a pattern where it is not quoted (bash, Conditional Constructs). */
function compare(expander: Expander, left: string, operator: string, right: Word): readonly Truth[] {
  const { shell } = expander;
  const letters = lettersOf(shell, left);
  if (operator === "=" || operator === "==" || operator === "!=") {
    const result = matchPattern(lettersOf(shell, expandPattern(expander, right)), letters);
    return [operator === "!=" ? not(result) : result];
  }
  if (operator === "=~") {
    // What the groups of the expression have matched is not followed.
    shell.variables.set("BASH_REMATCH", { kind: "array", items: [SOME_WORDS], keys: [] });
    return [matchExpression(lettersOf(shell, expandExpression(expander, right)), letters)];
  }
  return expandTexts(expander, right).map((text) => testBinary(left, operator, text));
}

function agreed(results: readonly Truth[]): Truth {
  const [first = "either"] = results;
  return results.every((result) => result === first) ? first : "either";
}
