import { rulesFormats } from "../report/rules/formats.ts";
import { noSuchRule } from "../rule-level.ts";
import type { RulesInvocation } from "./arguments/invocation.ts";
import { chooseStyle } from "./color.ts";
import type { Engine } from "./engine.ts";
import type { Io } from "./io.ts";
import { refuse } from "./refuse.ts";
import { rulePages } from "./rule-page.ts";

/** Lists the rules, or shows the page of one; gives the exit code. */
export async function runRules(invocation: RulesInvocation, io: Io, { ruleList }: Engine): Promise<number> {
  const { rule: id, format, color } = invocation;
  const report = rulesFormats[format];
  const style = await chooseStyle(color, io);
  if (id === null) {
    io.out(report.list(ruleList, style));
    return 0;
  }
  const ids = ruleList.map((rule) => rule.id);
  const rule = ruleList.find((each) => each.id === id);
  if (rule === undefined) return refuse(io, noSuchRule(id, ids));
  const page = rulePages(io.disk).text(id);
  if (page === null)
    return refuse(io, `The page of ${id} is missing from this installation: install siglint again`);
  io.out(report.page(rule, page, style));
  return 0;
}
