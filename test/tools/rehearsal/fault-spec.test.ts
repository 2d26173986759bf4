import { expect, test } from "@jest/globals";
import { UserError } from "../../../tools/errors.ts";
import { parseFault } from "../../../tools/rehearsal/fault-spec.ts";

const database = "aws:rds/instance:Instance";

test.each([
  ["fail", { kind: "fail" }],
  ["fail,nth=3,type=rds.Instance", { kind: "fail", nth: 3, type: database }],
  ["fail,type=aws:rds:Instance,operation=delete", { kind: "fail", type: database, operation: "delete" }],
  ["fail,error=AccessDenied: no, not today", { kind: "fail", error: "AccessDenied: no, not today" }],
  ["throttle,share=20%", { kind: "throttle", share: 0.2, retries: 25 }],
  ["throttle,share=0.5,retries=2", { kind: "throttle", share: 0.5, retries: 2 }],
  ["timeout,name=^main$", { kind: "timeout", name: "^main$", minutes: 20 }],
  ["lag,seconds=30,type=iam.Role", { kind: "lag", seconds: 30, type: "aws:iam/role:Role" }],
  ["die,process=engine,nth=12", { kind: "die", process: "engine", nth: 12 }],
])("%j is understood", (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

test.each([
  [
    "trottle,share=20%",
    'is of no known kind, expected one of fail, throttle, timeout, lag, die, got "trottle"',
    'did you mean "throttle"?',
  ],
  [
    "fail,shaer=20%",
    'has no "shaer", expected one of type, name, operation, nth, share, error',
    'did you mean "share"?',
  ],
  ["lag", "is not understood: seconds: Invalid input: expected number, received undefined", undefined],
  ["fail,nth=0", "is not understood: nth: Too small: expected number to be >=1", undefined],
  ["fail,share=150%", "is not understood: share: Too big: expected number to be <=1", undefined],
  ["fail,name=(", "is not understood: name: expected a regular expression", undefined],
])("%j is refused", (text, problem, remedy) => {
  const usual = 'write <kind>,<key>=<value>,…, such as: --fault "throttle,share=20%"';
  let thrown: unknown;
  try {
    parseFault(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toEqual(new UserError(`--fault "${text}" ${problem}`));
  expect((thrown as UserError).remedy).toBe(remedy ?? usual);
});

test.each([
  [
    "fail,type=rds.Instanc",
    'the type "rds.Instanc" is unknown, expected one that the stand-in AWS has, such as "rds.Instance"',
  ],
  [
    "fail,type=VpcLink",
    'the type "VpcLink" is not clear, expected one of aws:apigateway/vpcLink:VpcLink, aws:apigatewayv2/vpcLink:VpcLink',
  ],
])("%j is refused for its type", (text, message) => {
  expect(() => parseFault(text)).toThrow(new UserError(message));
});
