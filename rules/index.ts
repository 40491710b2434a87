import type { Rule } from "../src/rule.ts";
import backgroundOrphan from "./background-orphan.ts";
import backgroundWithoutTrap from "./background-without-trap.ts";
import codeAfterExec from "./code-after-exec.ts";
import daemonEndsContainer from "./daemon-ends-container.ts";
import entrypointDiscardsCmd from "./entrypoint-discards-cmd.ts";
import execHasNoEffect from "./exec-has-no-effect.ts";
import gracePeriod from "./grace-period.ts";
import ignoredSignal from "./ignored-signal.ts";
import initWithoutExec from "./init-without-exec.ts";
import keepAlive from "./keep-alive.ts";
import malformedExecForm from "./malformed-exec-form.ts";
import missingExec from "./missing-exec.ts";
import operatorWithoutShell from "./operator-without-shell.ts";
import overrideLosesSignal from "./override-loses-signal.ts";
import packageManagerStart from "./package-manager-start.ts";
import pipelineService from "./pipeline-service.ts";
import restartLoop from "./restart-loop.ts";
import scriptInterpreter from "./script-interpreter.ts";
import scriptLineEndings from "./script-line-endings.ts";
import scriptNotExecutable from "./script-not-executable.ts";
import scriptNotFound from "./script-not-found.ts";
import shCWithoutExec from "./sh-c-without-exec.ts";
import shellForm from "./shell-form.ts";
import stopSignal from "./stop-signal.ts";
import trapBlocked from "./trap-blocked.ts";
import trapLostByExec from "./trap-lost-by-exec.ts";
import trapMissesSignal from "./trap-misses-signal.ts";
import trapSignalName from "./trap-signal-name.ts";
import trapWithoutWait from "./trap-without-wait.ts";
import trapWrongTarget from "./trap-wrong-target.ts";
import wrapperBlocksSignal from "./wrapper-blocks-signal.ts";

export const rules: readonly Rule[] = [
  backgroundOrphan,
  backgroundWithoutTrap,
  codeAfterExec,
  daemonEndsContainer,
  entrypointDiscardsCmd,
  execHasNoEffect,
  gracePeriod,
  ignoredSignal,
  initWithoutExec,
  keepAlive,
  malformedExecForm,
  missingExec,
  operatorWithoutShell,
  overrideLosesSignal,
  packageManagerStart,
  pipelineService,
  restartLoop,
  scriptInterpreter,
  scriptLineEndings,
  scriptNotExecutable,
  scriptNotFound,
  shCWithoutExec,
  shellForm,
  stopSignal,
  trapBlocked,
  trapLostByExec,
  trapMissesSignal,
  trapSignalName,
  trapWithoutWait,
  trapWrongTarget,
  wrapperBlocksSignal,
];
