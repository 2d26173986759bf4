import { expect, test } from "@jest/globals";
import { resourcesIn } from "../../../tools/cost/engine-resources.ts";
import type { EngineEvent, StepState } from "../../../tools/engine-events.ts";

const provider = "urn:pulumi:dev::10-network::pulumi:providers:aws::aws";

function step(
  op: string,
  token: string,
  name: string,
  states: { old?: StepState; new?: StepState },
): EngineEvent {
  const urn = `urn:pulumi:dev::10-network::${token}::${name}`;
  const metadata = { op, urn, type: token, old: states.old ?? null, new: states.new ?? null };
  return { resOutputsEvent: { metadata } };
}
const state = (inputs: Record<string, unknown>): StepState => ({ inputs, provider: `${provider}::some-id` });
const region = { inputs: { region: "eu-west-1" } };

test("an operation's log tells what there was and what there is, each in its region", () => {
  const { before, after } = resourcesIn([
    step("same", "pulumi:providers:aws", "aws", { old: region, new: region }),
    step("same", "aws:ec2/eip:Eip", "kept", { old: state({ domain: "vpc" }), new: state({ domain: "vpc" }) }),
    step("update", "aws:rds/instance:Instance", "db", {
      old: state({ multiAz: false }),
      new: state({ multiAz: true }),
    }),
    step("create", "aws:wafv2/webAcl:WebAcl", "edge", { old: {}, new: state({ region: "us-east-1" }) }),
    step("delete", "aws:kms/key:Key", "old", { old: state({}) }),
    step("create-replacement", "aws:ec2/natGateway:NatGateway", "main", {
      old: state({ a: 1 }),
      new: state({ a: 2 }),
    }),
    step("delete-replaced", "aws:ec2/natGateway:NatGateway", "main", { old: state({ a: 1 }) }),
    step("read", "aws:ec2/vpc:Vpc", "looked-up", { new: state({}) }),
    step("create", "micro-stacks:10-network:WayOut", "way-out", { new: state({}) }),
  ]);
  const told = (list: typeof before) =>
    list.map((it) => `${it.type.split(":").at(-1)} ${it.name} ${it.region} ${JSON.stringify(it.inputs)}`);
  expect(told(before)).toEqual([
    'Eip kept eu-west-1 {"domain":"vpc"}',
    'Instance db eu-west-1 {"multiAz":false}',
    "Key old eu-west-1 {}",
    'NatGateway main eu-west-1 {"a":1}',
  ]);
  expect(told(after)).toEqual([
    'Eip kept eu-west-1 {"domain":"vpc"}',
    'Instance db eu-west-1 {"multiAz":true}',
    'WebAcl edge us-east-1 {"region":"us-east-1"}',
    'NatGateway main eu-west-1 {"a":2}',
  ]);
});
